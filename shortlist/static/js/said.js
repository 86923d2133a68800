// Sentences in the reader's language. The page carries them; scripts have none of their own.

// What a page's <script type="application/json" id="..."> holds.
export function sentencesOf(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// Puts values where a sentence has %(name)s for them.
export function filled(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

// The form of a sentence that goes with a number, which it may show as %(n)s.
export function formOf(forms, n) {
  const kind = new Intl.PluralRules(document.documentElement.lang).select(n);
  return filled(forms[kind] ?? forms.other, { n });
}
