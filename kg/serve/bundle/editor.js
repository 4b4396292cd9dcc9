// What static/workbench.js needs of CodeMirror 6.
export { basicSetup, EditorView } from "codemirror";
export { EditorState, Prec } from "@codemirror/state";
export { keymap } from "@codemirror/view";
export { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
export { sparql } from "@codemirror/legacy-modes/mode/sparql";
export { tags } from "@lezer/highlight";
