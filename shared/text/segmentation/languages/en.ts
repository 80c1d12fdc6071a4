import type { LanguageData } from '../rules.ts'

export const en: LanguageData = {
  abbreviations: {
    before: `
      mr mrs ms messrs mme mlle dr drs prof profs hon rev revd fr br msgr ste mt
      gen maj lt col capt cmdr comdr sgt cpl pvt adm gov sen rep reps sens pres supt insp det atty
      e.g i.e viz cf vs approx ca f.e incl esp resp ibid eds trans transl`,
    number: `
      p pp pg no n° nos nr vol vols fig figs tab art arts sec secs ch chap chaps par para pt pts eq eqs ref refs rs
      bk cols ff fn ll n v vv
      jan feb mar apr jun jul aug sep sept oct nov dec`,
    inside: `
      co inc corp ltd bros llc plc dept univ assn jr sr esq st al ave blvd rd bldg hwy
      ph.d m.d b.a m.a b.sc m.sc d.phil ll.d
      u.s u.s.a u.k e.u u.n d.c p.o
      ala ariz ark calif colo conn fla kan md mich minn mo mont neb nev okla penn
      tenn tex wis wyo ont
      sq cu ft yd oz lb lbs med tel ext misc ed`,
    last: 'etc a.m p.m b.c a.d b.c.e c.e',
  },
  starters: `
    a an the this that these those there here
    i i'm i've i'll i'd you you're he he's she she's it it's we we're we've they they're
    my your his her its our their
    who whom whose what which when where why how whether
    is are was were am do does did has have had can could will would shall should may might must let let's
    and but or nor so yet for if because since as although though while unless until after before once
    in on at by to from with without within of about over under between among through during against despite unlike like
    not no yes all any some many most much more few each every both either neither another other such same one two three
    however therefore thus hence moreover furthermore nevertheless meanwhile finally then now today yesterday tomorrow later
    next first second third also even only just still perhaps maybe please well`,
  labels: 'table figure fig chapter section part appendix example note exhibit box step act scene article',
  letters: 'abcdefghijklmnopqrstuvwxyz',
}
