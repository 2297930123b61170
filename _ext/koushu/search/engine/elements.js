// What a reader sees is made of elements and text, never of markup.
const make = (name, className, ...content) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
};
const filled = (form, values) => form.replace(/\{(\w+)\}/gu, (_, name) => values[name]);
