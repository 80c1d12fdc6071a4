// Light and dark values of the twelve tag colours, each readable as small text on its paper.
export const tagColoursLight = [
  '#9d2f09',
  '#197787',
  '#795cb9',
  '#516547',
  '#b84371',
  '#926408',
  '#683c65',
  '#7b0406',
  '#2d2487',
  '#5b2133',
  '#47285f',
  '#4241a7',
]
export const tagColoursDark = [
  '#f49156',
  '#5db7c8',
  '#ad9af9',
  '#ceed7c',
  '#ca6c96',
  '#e4c26b',
  '#908e1e',
  '#c5988b',
  '#a9cdab',
  '#71d4f2',
  '#6888d5',
  '#96f3d9',
]

const variables = (colours: readonly string[]) => colours.map((colour, i) => `--tag-${i + 1}:${colour}`).join(';')

/** The page's only style sheet. It holds no `<` and no `&`, so that it reads the same as HTML and as XML. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fdfcfa;--raised:#fff;--line:#e6e2db;--line-strong:#d2ccc2;--ink:#1f1d1a;--ink-2:#5d574e;
--ink-3:#767068;--accent:#0f6a62;--chip:#f4f2ee;
--initial:#b9b2a6;--translated:#3a7bd5;--reviewed:#8a5fc7;--final:#2b8a57;--tag-0:#767068;${variables(tagColoursLight)};
--text:'Literata','Literata Variable','Noto Serif','Iowan Old Style','Palatino Linotype',Georgia,'Noto Naskh Arabic','Noto Serif CJK SC',
serif;--ui:Inter,'Inter Variable','Noto Sans',system-ui,sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#1b1a19;--raised:#232220;--line:#32302c;--line-strong:#45423d;--ink:#ece8e1;
--ink-2:#b5aea3;--ink-3:#928b80;--accent:#5cc4b8;--chip:#2a2826;
--initial:#6b665e;--translated:#6fa5ee;--reviewed:#b493ea;--final:#5fc48d;--tag-0:#928b80;${variables(tagColoursDark)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:40px 32px 72px;background:var(--paper);color:var(--ink);font:400 16px/1.58 var(--text)}
header{margin-bottom:28px}
h1,h2,nav li{text-align:-webkit-match-parent;text-align:match-parent}
h1{margin:0;font-size:1.75rem;line-height:1.25;font-weight:620;letter-spacing:-.01em}
header p{margin:6px 0 0;font:400 13px/1.4 var(--ui);color:var(--ink-2)}
h2{margin:44px 0 14px;font-size:1.2rem;line-height:1.35;font-weight:620}
a{color:inherit}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
nav ol,.legend ul,.list ol,.tags ul{list-style:none;margin:0;padding:0}
nav{margin-bottom:24px;font:400 13px/1.7 var(--ui)}
.legend ul{display:flex;flex-wrap:wrap;gap:6px 20px;font:400 13px/1.5 var(--ui);color:var(--ink-2)}
.legend h2,.list h3{margin:0 0 8px;font:600 11px/1.4 var(--ui);letter-spacing:.04em;text-transform:uppercase;color:var(--ink-3)}
.swatch{display:inline-block;width:10px;height:10px;margin-inline-end:7px;border-radius:3px;background:var(--a)}
table{width:100%;border-collapse:collapse;table-layout:fixed;border-top:1px solid var(--line-strong);
border-bottom:1px solid var(--line-strong)}
col.n{width:58px}col.g{width:19%}
thead th{padding:9px 20px;text-align:start;font:500 12px/1.4 var(--ui);color:var(--ink-3);border-bottom:1px solid var(--line-strong)}
thead th:first-child{padding-inline:0}
tbody tr{border-top:1px solid var(--line)}tbody tr:first-child,tbody tr.continues{border-top-color:transparent}
th,td{vertical-align:top;font-weight:400}
tbody th{padding:17px 0 0;text-align:start;font:400 11.5px/1.3 var(--ui);color:var(--ink-3);font-variant-numeric:tabular-nums;
white-space:nowrap}
.state{display:inline-block;width:8px;height:8px;margin-inline-end:8px;border-radius:50%;background:var(--initial)}
[data-state=translated] .state{background:var(--translated)}[data-state=reviewed] .state{background:var(--reviewed)}
[data-state=final] .state{background:var(--final)}
td{padding:11px 20px}td+td{border-inline-start:1px solid var(--line)}
.continues td{padding-top:0}.continues th{padding-top:5px}
td p,td h3{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;text-wrap:pretty}
.heading{font-weight:620;font-size:1.06rem;line-height:1.45}.caption{font-style:italic;font-size:.94rem;color:var(--ink-2)}
.caption i{font-style:normal}.note{font-size:.875rem;line-height:1.5}
.listItem{padding-inline-start:1.1em;text-indent:-1.1em}.tableRow{font-size:.9rem;line-height:1.45}
td p:empty::before{content:'—';color:var(--ink-3)}
sup,sub{line-height:0;font-size:.75em}
.ph{font:500 .78em/1 var(--ui);padding:1px 5px;border:1px solid var(--line-strong);border-radius:4px;background:var(--chip);
color:var(--ink-2);vertical-align:1px;white-space:normal}
.t{padding-bottom:2px;border-radius:2px;--u:linear-gradient(var(--a),var(--a));--v:linear-gradient(var(--b),var(--b));
--w:linear-gradient(var(--c),var(--c));--z:color-mix(in srgb,var(--x,var(--a)) var(--k,13%),transparent);
background:var(--u) 0 100%/100% 2px no-repeat,var(--z);-webkit-box-decoration-break:clone;box-decoration-break:clone}
.t2{padding-bottom:5px;background:var(--u) 0 calc(100% - 3px)/100% 2px no-repeat,var(--v) 0 100%/100% 2px no-repeat,var(--z)}
.t3{padding-bottom:8px;
background:var(--u) 0 calc(100% - 6px)/100% 2px no-repeat,var(--v) 0 calc(100% - 3px)/100% 2px no-repeat,var(--w) 0 100%/100% 2px no-repeat,
var(--z)}
.tags ul{font:400 12px/1.45 var(--ui)}
.tags li{margin:3px 0;padding-inline-start:9px;border-inline-start:3px solid var(--a);color:var(--ink-2);overflow-wrap:anywhere}
.tags a,.list a{text-decoration:none}.tags a:hover,.list a:hover{text-decoration:underline}
.list{margin-top:24px;font:400 13px/1.5 var(--ui);color:var(--ink-2)}
.list li{display:grid;grid-template-columns:58px 1fr;padding:6px 0;border-top:1px solid var(--line)}
.list .n{color:var(--ink-3);font-variant-numeric:tabular-nums}
.list li:target,tr:target{background:color-mix(in srgb,var(--accent) 12%,transparent)}
.list b{font-weight:600;color:var(--a)}.list q{font-family:var(--text);color:var(--ink);white-space:pre-wrap;overflow-wrap:anywhere}
.list .remark{display:block;white-space:pre-wrap;overflow-wrap:anywhere}.list .author{color:var(--ink-3)}.list .part{color:var(--ink-3)}
.list section+section{margin-top:24px}
@media (max-width:44rem){body{padding:24px 18px 56px}table,tbody{display:block}
thead,colgroup{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{display:block;padding:10px 0 14px}tbody tr.continues{padding-top:0}tbody th{display:block;padding:0 0 4px}
td{display:block;padding:0}td+td{border:0;margin-top:8px;padding-inline-start:12px;border-inline-start:2px solid var(--line-strong)}
.tags{font-size:12px}}
@media print{@page{size:A4;margin:18mm 16mm}:root{--paper:#fff;--ink:#000}body{max-width:none;padding:0;font-size:10.5pt;line-height:1.5}
thead{display:table-header-group}tr{break-inside:auto}h2,.k-heading{break-after:avoid}
.t,.t2,.t3,.swatch,.state{-webkit-print-color-adjust:exact;print-color-adjust:exact}nav{display:none}td{padding:5px 12px}
tbody th{padding-top:7px}}
`
