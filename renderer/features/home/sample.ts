import type { Side, UnitKind, UnitState } from '../../../shared/model/records.ts'

export interface SampleProject {
  name: string
  sourceLanguage: string
  targetLanguage: string
  /** The document's name. */
  document: string
  units: readonly { kind: UnitKind; source: string; target: string; state: UnitState }[]
  /** Parents before children. */
  tags: readonly { key: string; parent: string | null; name: string; colour: number; description: string }[]
  /** Each quote stands once in its side of its unit (index in `units`). */
  annotations: readonly { tag: string; unit: number; side: Side; quote: string; note: string }[]
}

/** The sample project, written for Egiz: a short essay in Kazakh, most of it translated, some of it tagged. */
export const sampleProject: SampleProject = {
  name: 'Дала жолындағы қолжазбалар',
  sourceLanguage: 'kk',
  targetLanguage: 'en',
  document: 'Дала жолындағы қолжазбалар',
  units: [
    { kind: 'heading', state: 'final', source: 'Дала жолындағы қолжазбалар', target: 'Manuscripts on the steppe road' },
    {
      kind: 'body',
      state: 'final',
      source:
        'Жібек жолы туралы сөз болғанда, ең алдымен жібек пен дәмдеуіш тиеген керуен еске түседі. Алайда керуенмен бірге кітап та, оны оқитын адам да жүрді: хат тасушы, тілмаш, жазба шебері.',
      target:
        'When the Silk Road is mentioned, what comes to mind first is a caravan laden with silk and spices. Yet books travelled with the caravan too, and so did those who read them: the courier, the interpreter, the scribe.',
    },
    {
      kind: 'body',
      state: 'reviewed',
      source:
        'Сырдария бойындағы қалалар осындай кездесулердің орны болды. Отырарда, Сығанақта, Сауранда базар мен медресе қатар тұрды; саудагер таңертең матаның құнын, кешке өлеңнің өлшемін талқылай алатын.',
      target:
        'The towns along the Syr Darya were the places of such meetings. In Otrar, Syghanaq and Sauran the bazaar and the madrasa stood side by side; a merchant could argue about the price of cloth in the morning and about the metre of a poem in the evening.',
    },
    { kind: 'heading', state: 'reviewed', source: 'Қолжазба қалай сапар шегеді', target: 'How a manuscript travels' },
    {
      kind: 'body',
      state: 'translated',
      source:
        'Қолжазба иесімен бірге қартайды. Бір көшірменің шетіне үш ұрпақтың қолтаңбасы түсуі мүмкін: әкесі сөздің мағынасын, баласы түсінбеген жерін, немересі осы кітапты кімнен алғанын жазған.',
      target:
        'A manuscript grew old together with its owner. The margins of a single copy may bear the hands of three generations: the father glossed the words, the son noted what he did not understand, and the grandson wrote down from whom he had the book.',
    },
    {
      kind: 'body',
      state: 'translated',
      source: 'Көшіру жұмысы кем дегенде үш адамның еңбегін талап етті:',
      target: 'Copying called for the labour of at least three people:',
    },
    {
      kind: 'listItem',
      state: 'translated',
      source: '– қағаз даярлаушы парақты крахмалдап, тегістеген;',
      target: '– the paper-maker, who sized the sheet and burnished it;',
    },
    {
      kind: 'listItem',
      state: 'translated',
      source: '– хатшы мәтінді үлгіден көшірген немесе айтқызып жазған;',
      target: '– the scribe, who copied the text from an exemplar or took it down from dictation;',
    },
    {
      kind: 'listItem',
      state: 'translated',
      source: '– салыстырушы көшірмені үлгімен қайта оқып, қатесін шетіне белгілеген.',
      target: '– the collator, who read the copy against the exemplar and marked its errors in the margin.',
    },
    {
      kind: 'body',
      state: 'translated',
      source:
        'Үшінші адамның еңбегі бүгін бізге ең қымбаты. Оның белгілері арқылы мәтіннің қай жерде тұрақты, қай жерде құбылмалы болғанын көреміз; кейде бір әріптің өзгеруі тұтас шежірені басқа жолға бұрады.',
      target:
        'It is the work of the third that is most precious to us today. Through these marks we see where a text held steady and where it wavered; at times the change of a single letter turns a whole genealogy onto another road.',
    },
    {
      kind: 'caption',
      state: 'translated',
      source: '1-сурет. Шетінде үш түрлі қолмен жазылған түсініктемесі бар парақтың сызбасы',
      target: 'Figure 1. Diagram of a leaf with glosses in three hands in its margins',
    },
    { kind: 'heading', state: 'translated', source: 'Ауызша сөз бен жазба сөз', target: 'The spoken word and the written word' },
    {
      kind: 'body',
      state: 'translated',
      source:
        'Далада жазба мәтін ауызша айтудан бөлек өмір сүрмеді. Жыршы жырды кітаптан жаттаған, ал хатшы жырды жыршының аузынан жазып алған; сондықтан бір нұсқаны «дұрыс», екіншісін «бұзылған» деу – екеуінің де тарихын жоғалту.',
      target:
        'On the steppe the written text did not live apart from oral performance. The singer learned a poem from a book, and the scribe took a poem down from the singer’s mouth; to call one version “correct” and the other “corrupt” is therefore to lose the history of both.',
    },
    {
      kind: 'body',
      state: 'initial',
      source:
        'Бұл жағдай аудармашыға да сабақ. Аударма – мәтіннің тағы бір көшірмесі: ол да үлгіге қарайды, ол да шетіне белгі қояды, ол да келесі оқырманға қайдан келгенін айтуға тиіс.',
      target: '',
    },
    {
      kind: 'body',
      state: 'initial',
      source:
        'Соңғы жылдары көшірмелерді цифрлық түрде салыстыру жаңа сұрақтар туғызды. Парақтың суреті сақталғанымен, кітаптың салмағы, иісі, түптелу тәсілі суретке түспейді; ал оның қай шеберханадан шыққанын дәл осы белгілер айтады.',
      target: '',
    },
    {
      kind: 'note',
      state: 'translated',
      source: 'Бұл мәтін бағдарламаның мүмкіндіктерін көрсету үшін жазылды; ондағы қолжазба – жинақтық бейне.',
      target: 'This text was written to show what the program can do; the manuscript in it is a composite.',
    },
  ],
  tags: [
    { key: 'people', parent: null, name: 'People of the book', colour: 1, description: 'Those who make, carry, read and own manuscripts.' },
    { key: 'crafts', parent: 'people', name: 'Crafts', colour: 6, description: 'The work of the hand: paper, copying, binding.' },
    { key: 'places', parent: null, name: 'Places', colour: 2, description: 'Towns, rivers, roads.' },
    { key: 'transmission', parent: null, name: 'Transmission', colour: 3, description: 'How a text changes on its way.' },
    { key: 'oral', parent: 'transmission', name: 'Oral and written', colour: 5, description: 'Where the two meet.' },
  ],
  annotations: [
    { tag: 'people', unit: 1, side: 'source', quote: 'хат тасушы, тілмаш, жазба шебері', note: '' },
    { tag: 'people', unit: 1, side: 'target', quote: 'the courier, the interpreter, the scribe', note: '' },
    { tag: 'places', unit: 2, side: 'source', quote: 'Отырарда, Сығанақта, Сауранда', note: '' },
    {
      tag: 'places',
      unit: 2,
      side: 'target',
      quote: 'Otrar, Syghanaq and Sauran',
      note: 'Spelling of the names to be settled: Sygnak, Sighnaq?',
    },
    { tag: 'transmission', unit: 4, side: 'source', quote: 'шетіне үш ұрпақтың қолтаңбасы', note: '' },
    { tag: 'people', unit: 4, side: 'source', quote: 'үш ұрпақтың қолтаңбасы түсуі мүмкін', note: '' },
    { tag: 'transmission', unit: 4, side: 'target', quote: 'margins of a single copy may bear the hands of three generations', note: '' },
    { tag: 'people', unit: 4, side: 'target', quote: 'the hands of three generations', note: '' },
    {
      tag: 'transmission',
      unit: 9,
      side: 'source',
      quote: 'бір әріптің өзгеруі тұтас шежірені басқа жолға бұрады',
      note: 'A sentence for the introduction.',
    },
    {
      tag: 'oral',
      unit: 12,
      side: 'target',
      quote: 'The singer learned a poem from a book, and the scribe took a poem down from the singer’s mouth',
      note: '',
    },
    { tag: 'crafts', unit: 12, side: 'target', quote: 'the scribe took a poem down', note: '' },
  ],
}
