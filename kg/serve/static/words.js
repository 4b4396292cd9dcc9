// What the page says, in its language: the page holds the English of each Chinese template.
const english = JSON.parse(document.querySelector("meta[name=words]").content);

/** `chinese` in the language of the page, with values in the places of its `{}`. */
export function tell(chinese, ...values) {
  let next = 0;
  return (english[chinese] ?? chinese).replace(/\{(\d*)(?::([^{}|]*)\|([^{}]*))?\}/g, (_, field, one, many) => {
    const value = values[field === "" ? next++ : Number(field)];
    return one === undefined ? String(value) : Number(value) === 1 ? one : many;
  });
}

/** The language that labels are not wanted in. */
export const OTHER = document.documentElement.lang === "en" ? "zh" : "en";
