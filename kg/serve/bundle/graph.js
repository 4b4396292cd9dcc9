// What static/workbench.js needs of Cytoscape.js.
export { default as cytoscape } from "cytoscape";
