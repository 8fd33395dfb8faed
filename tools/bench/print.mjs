// Figures side by side with their budgets and floors.

const at = (all, share) => {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
};
export const median = (all) => at(all, 0.5);
export const p99 = (all) => at(all, 0.99);
export const ms = (value) => `${value.toFixed(2)} ms`;

// A line; a figure over its budget is marked. `budget` is { most } or { least } with its `unit`, or nothing.
export function row(what, value, { most, least, unit = "", digits = 2, note = "" } = {}) {
  const text = typeof value === "number" ? `${value.toFixed(digits)}${unit && ` ${unit}`}` : value;
  const budget = most ?? least;
  const missed = (most !== undefined && value > most) || (least !== undefined && value < least);
  const told = budget === undefined ? "" : `${most === undefined ? "≥" : "≤"} ${budget}${unit && ` ${unit}`}`;
  console.log(`${what.padEnd(56)} ${text.padStart(12)}   ${told.padEnd(10)} ${missed ? "MISSED  " : ""}${note}`.trimEnd());
}

export function heading(text) {
  console.log(`\n${text}`);
}
