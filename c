<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>My playbook</title>
<style>
:root {
  --paper: #fbf8f2; --card: #f3eee4; --edge: #ddd3c0; --ink: #2c2925; --quiet: #5f584e;
  --accent: #9c4421; --people: #1f5c55; --good: #3a6427; --mark: #b7ab97;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #191817; --card: #24211e; --edge: #3a352f; --ink: #e9e3d8; --quiet: #b3aa9c;
    --accent: #e3a857; --people: #7fb5a8; --good: #8fb573; --mark: #7d756a;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); }
body { margin: 0; font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style",
  "Source Serif 4", Georgia, "Noto Serif", serif; }
main { max-width: 44rem; margin: 0 auto; padding: 4rem 1.5rem 6rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: 2.6rem; font-weight: 600; letter-spacing: -.015em; margin-bottom: 1rem; }
h2 { font-size: 1.7rem; font-weight: 600; margin: 4.5rem 0 1.5rem; padding-top: .8rem;
  border-top: 3px solid var(--accent); }
h3 { font-size: 1.25rem; font-weight: 600; }
h4 { font-size: 1.0625rem; font-weight: 600; margin-top: 1.4rem; }
h5, h6 { font-size: 1rem; font-weight: 600; margin-top: 1.1rem; }
p, ul, ol, pre, blockquote, div { margin: .5rem 0 0; }
header p { font-size: 1.125rem; color: var(--quiet); }
header p:first-of-type { color: var(--ink); }
nav { margin-top: 1.6rem; display: flex; gap: 1.6rem; }
a { color: var(--accent); text-underline-offset: .2em; }
nav a, .day, .quiet, figcaption, svg text, .theme {
  font-family: system-ui, "Segoe UI", "Noto Sans", sans-serif; }
.quiet, figcaption { color: var(--quiet); font-size: .875rem; }
.person { color: var(--people); }
.tag { color: var(--accent); }
.theme { font-size: .9375rem; font-weight: 400; color: var(--accent); margin-left: .5em; }
article { overflow-wrap: anywhere; }
.page { background: var(--card); border-left: 4px solid var(--accent); border-radius: 4px;
  padding: 1.3rem 1.6rem 1.5rem; margin-top: 1.4rem; }
.page h4 { font-size: .9375rem; color: var(--quiet); }
.page ul { padding: 0 0 0 1.4rem; } .page li { margin-top: .55rem; }
.page li .quiet { display: block; }
.page li.signed { list-style: none; } .page li .sign { float: left; margin-left: -1.4rem; }
.line { color: var(--quiet); margin-top: 1rem; } .line .quiet { margin-top: .1rem; }
.line.newest { color: var(--ink); font-size: 1.1875rem; margin-top: .4rem; }
.sign { color: var(--good); font-family: system-ui, sans-serif; }
.week { margin-top: 3rem; }
.week + .week { border-top: 1px solid var(--edge); padding-top: 2.2rem; }
.day { color: var(--quiet); font-size: .875rem; margin-top: 1.8rem; }
.day + article h4 { margin-top: .4rem; }
.deeper { font-style: italic; margin-top: 1rem; }
.promise { border-left: 3px solid var(--people); padding-left: 1rem; margin-top: 1.1rem; }
.promise p { margin-top: 0; }
blockquote { border-left: 3px solid var(--edge); margin-left: 0; padding-left: 1rem; }
pre, code { font-family: ui-monospace, "Fira Code", Menlo, monospace; font-size: .875em; }
pre { background: var(--card); padding: .8rem 1rem; border-radius: 4px; white-space: pre-wrap; }
hr { border: 0; border-top: 1px solid var(--edge); margin: 1.5rem 0; }
.fact { font-size: 1.1875rem; }
figure { margin: 2.4rem 0 0; }
figure svg { display: block; width: 100%; height: auto; margin-top: .8rem; }
figcaption { margin-top: .6rem; }
svg text { font-size: 13px; fill: var(--ink); }
svg .quiet, svg .small { font-size: 12px; fill: var(--quiet); }
svg .value { font-weight: 600; }
svg .grid { stroke: var(--edge); stroke-width: 1; }
svg polyline { fill: none; stroke: var(--accent); stroke-width: 2.5; stroke-linejoin: round; }
svg polygon { fill: var(--accent); opacity: .12; }
svg circle { fill: var(--accent); }
svg .kept, svg .practiced { fill: var(--good); }
svg .came { fill: var(--people); }
svg .expected { fill: var(--mark); }
svg .free, svg .off { fill: none; stroke: var(--mark); stroke-width: 1.5; }
svg .off { stroke-dasharray: 3 3; }
svg .in-practiced { fill: var(--paper); font-weight: 600; }
svg .in-off { fill: var(--quiet); }
@media print {
  :root { --paper: #fff; --card: #fff; --edge: #bbb; --ink: #000; --quiet: #444;
    --accent: #7a3317; --people: #17463f; --good: #2f5220; --mark: #aaa; color-scheme: light; }
  @page { margin: 22mm 20mm; }
  body { font-size: 10.5pt; line-height: 1.45; }
  main { max-width: none; padding: 0; }
  nav { display: none; }
  h1 { font-size: 26pt; } h2 { font-size: 18pt; margin-top: 0; }
  #progress, #journal { break-before: page; }
  header + section h2 { margin-top: 2rem; }
  h3, h4, h5, h6, .day, .deeper { break-after: avoid; break-inside: avoid; }
  figure, .promise, .line, li { break-inside: avoid; }
  figure { margin-top: 1.4rem; } figure svg { max-width: 118mm; }
  .page { border-left: 2pt solid var(--accent); border-radius: 0; padding: 0 0 0 1.2rem;
    margin-top: 2rem; }
  p, li { orphans: 3; widows: 3; }
  svg, .page { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
</style>
</head>
<body>
<main>
<header>
<h1>My playbook</h1>
</header>
<section id="playbook">
<p>Your playbook is still empty. A session ends with a line for one of its pages.</p>
</section>
</main>
</body>
</html>
