"""Words that would run a script, fetch from elsewhere or change a page, if a page took them for more than words. Each calls `pwn`."""

AWAY = "//evil.example"
PAYLOADS = (
    "<img src=x onerror=pwn()>",
    "<svg onload=pwn()>",
    "<script>pwn()</script>",
    "\"><img src=x onerror=pwn()>",
    "'><img src=x onerror=pwn()>",
    "\" autofocus onfocus=pwn() x=\"",
    "' autofocus onfocus=pwn() x='",
    "--><img src=x onerror=pwn()>",
    "</title><img src=x onerror=pwn()>",
    "</textarea><img src=x onerror=pwn()>",
    "</script><img src=x onerror=pwn()>",
    "</style><img src=x onerror=pwn()>",
    "</option></select><img src=x onerror=pwn()>",
    "<details open ontoggle=pwn()>x</details>",
    "<input autofocus onfocus=pwn()>",
    "<video><source onerror=pwn()></video>",
    "<iframe srcdoc='<img src=x onerror=parent.pwn()>'></iframe>",
    "<iframe src=javascript:parent.pwn()></iframe>",
    "<svg><animate onbegin=pwn() attributeName=x dur=1s>",
    "<svg><script>pwn()</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=pwn()&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=pwn()>\"></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=pwn()>",
    "<IMG SRC=x OnErRoR=pwn()>",
    "<img/src=x/onerror=pwn()>",
    "<img src=x\tonerror\n=\npwn()>",
    "\uff1cimg src=x onerror=pwn()\uff1e",
    "\\u003cimg src=x onerror=pwn()\\u003e",
    "\\x3cimg src=x onerror=pwn()\\x3e",
    "&lt;img src=x onerror=pwn()&gt;",
    "%3Cimg src=x onerror=pwn()%3E",
    "{{constructor.constructor('pwn()')()}}",
    "${pwn()} #{pwn()} <%= pwn() %> {% include pwn %}",
    "<b hx-get=/pwn hx-trigger=load>x</b>",
    "<b data-hx-get=/pwn data-hx-trigger=load>x</b>",
    "<b hx-on::load=pwn() hx-on:htmx:load=pwn()>x</b>",
    f"<base href={AWAY}/pwn/>",
    f"<meta http-equiv=refresh content='0;url={AWAY}/pwn'>",
    f"<link rel=stylesheet href={AWAY}/pwn.css>",
    f"<style>@import '{AWAY}/pwn.css';*{{background:url({AWAY}/pwn.png)}}</style>",
    f"\" style=\"background:url({AWAY}/pwn.png)\" x=\"",
    f"<form action={AWAY}/pwn><button formaction=javascript:pwn()>x",
    "<a href=javascript:pwn()>x</a>",
    "<a href=\"&#106;avascript:pwn()\">x</a>",
    "javascript:pwn()//http://a.be/",
    "[x](javascript:pwn()) ![x](x\" onerror=\"pwn())",
    "http://a.be/\"onmouseover=\"pwn()",
    "https://a.be/?q=<img src=x onerror=pwn()>",
    "@An\"><img src=x onerror=pwn()>",
    "data:text/html,<script>pwn()</script>",
)  # fmt: skip
SEEN_ALONE = 30  # and as many are found, run or not
RUN_ALONE = 15  # as many of them at least run at once where a page takes them for its own, and nothing forbids it

COUNTING = """
window.pwn = () => { (window.top || window).ran = ((window.top || window).ran || 0) + 1; };
window.alert = window.prompt = window.confirm = window.pwn;
window.refused = [];
document.addEventListener('securitypolicyviolation', (e) => window.refused.push(e.effectiveDirective + ' ' + e.blockedURI));
"""

FOUND = """() => {
  const bad = window.ran ? ['ran ' + window.ran] : [];
  bad.push(...window.refused);
  const run = /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i;
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on')) bad.push(name + '=' + value);
      if (/^(data-)?hx-/.test(name) && /pwn\\(|\\/pwn|evil\\./.test(value)) bad.push(name + '=' + value);
      const leads = /^(href|src|action|formaction|xlink:href|srcdoc|poster|data)$/.test(name);
      if (leads && (run.test(value) || /^\\s*(https?:)?\\/\\/evil/i.test(value)))
        bad.push(name + '=' + value);
      if (name === 'style' || /pwn|evil/.test(name)) bad.push(name + '=' + value);
    }
    if (['BASE', 'IFRAME', 'OBJECT', 'EMBED', 'MARQUEE', 'MATH'].includes(one.tagName.toUpperCase())) bad.push('<' + one.tagName + '>');
    if (one.tagName === 'META' && /refresh/i.test(one.httpEquiv)) bad.push('<meta refresh>');
    const words = /^(SCRIPT|STYLE)$/i.test(one.tagName) && one.type !== 'application/json' ? one.textContent : '';
    if (/pwn/.test(words)) bad.push('<' + one.tagName + '> ' + words.slice(0, 80));
  }
  return bad;
}"""
