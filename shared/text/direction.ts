const rtlScripts = new Set(['adlm', 'arab', 'aran', 'hebr', 'mand', 'mend', 'nkoo', 'rohg', 'samr', 'syrc', 'thaa', 'yezi'])
const rtlLanguages = new Set('ar arc arz ary azb bal bqi ckb dv fa glk he iw ji ks lrc mzn nqo pnb ps sd skr syr ug ur yi'.split(' '))

/** The script a language is written in by default runs this way; a script subtag (`kk-Arab`, `az-Latn`) decides where there is one. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const [primary = '', ...rest] = language.toLowerCase().split('-')
  const script = rest.find((subtag) => /^[a-z]{4}$/.test(subtag))
  return (script ? rtlScripts.has(script) : rtlLanguages.has(primary)) ? 'rtl' : 'ltr'
}

/** Whether sentences of the language follow one another without a space. */
export function isUnspaced(language: string): boolean {
  return /^(zh|ja|yue|wuu|lzh)(-|$)/i.test(language)
}
