using System.Globalization;
using System.Net;
using System.Text;

namespace Fengqiao.EndToEnd.Tests.Hostile;

/// <summary>
/// Texts that would run, load or change something where a page took them for more than text: put together by rule from what runs (vectors),
/// what it breaks out of (contexts) and how it is written (disguises). The same in every run; each calls <c>alert</c> with its own number or
/// asks a host that does not exist, and each element carries the attribute <c>fq</c>, which the product has nowhere.
/// </summary>
internal static class Payloads
{
    /// <summary>Where no page may ever send a request.</summary>
    public const string Canary = "canary.invalid";

    /// <summary>Longest of them: two fit into the shortest field that shows names side by side.</summary>
    public const int Longest = 96;

    public const int Count = 500;

    private static readonly string[] Contexts = ["", "\">", "'>", "</textarea>", "</title>", "</script>", "-->", "</style>", "]]>", "</option></select>", "</svg>", "`>"];

    /// <summary><c>#</c> stands for the number.</summary>
    private static readonly string[] Vectors =
    [
        "<script fq>alert(#)</script>", "<img fq src=x onerror=alert(#)>", "<svg fq onload=alert(#)>", "<svg/fq/onload=alert(#)>", "<body fq onpageshow=alert(#)>", "<details fq open ontoggle=alert(#)>",
        "<input fq autofocus onfocus=alert(#)>", "<video fq><source onerror=alert(#)>", "<iframe fq src=javascript:alert(#)>", "<a fq href=javascript:alert(#)>x</a>", "<object fq data=javascript:alert(#)>",
        "<embed fq src=javascript:alert(#)>", "<base fq href=//canary.invalid/>", "<meta fq http-equiv=refresh content=0;url=javascript:alert(#)>", "<link fq rel=stylesheet href=//canary.invalid/#>",
        "<style fq>@import'//canary.invalid/#'</style>", "<form fq action=javascript:alert(#)><button>", "<p fq hx-get=//canary.invalid/# hx-trigger=load>", "<p fq hx-on::load=alert(#)>", "<marquee fq onstart=alert(#)>",
        "<math fq><mtext><table><mglyph><style><img src=x onerror=alert(#)>", "<svg fq><animate onbegin=alert(#) attributeName=x dur=1s>", "<svg fq><use href=//canary.invalid/#>", "<img fq src=//canary.invalid/#>",
        "<fq-chart fq><script type=application/json>{}</script></fq-chart>", "<template fq><img src=x onerror=alert(#)></template>", "<p fq style=animation-name:x onanimationstart=alert(#)>",
    ];

    /// <summary>What needs no element: attributes, addresses, strings of scripts, expressions of templates, styles, markdown, and characters that mislead.</summary>
    private static readonly string[] Plain =
    [
        "\" onmouseover=alert(#) fq=\"", "' autofocus onfocus=alert(#) fq='", "\" fq style=\"background:url(//canary.invalid/#)", "x onpointerenter=alert(#) fq", "javascript:alert(#)", "JaVaScRiPt:alert(#)",
        "java&#9;script:alert(#)", "vbscript:alert(#)", "data:text/html,<script>alert(#)</script>", "//canary.invalid/#", "\\\\canary.invalid\\#", "[x](javascript:alert(#))", "![x](//canary.invalid/#)", "<javascript:alert(#)>",
        "{{7*7}}{{constructor.constructor('alert(#)')()}}", "${alert(#)}", "@(7*7)@Html.Raw(\"<b fq>#\")", "<%=7*7%>#", "#{alert(#)}", "{number}{{number}}{0}%s%n #", "${{<%[%'\"}}%\\ #", "';alert(#)//", "\"-alert(#)-\"", "`-alert(#)-`",
        "\\u003cimg fq src=x onerror=alert(#)\\u003e", "\\x3cscript\\x3ealert(#)\\x3c/script\\x3e", "\"},{\"fq\":\"#", "</script><!--<script>alert(#)", "x{background:url(//canary.invalid/#)}", "expression(alert(#))", "+ADw-script+AD4-alert(#)",
        "\u202e<script fq>alert(#)</script>", "<scr\u200bipt fq>alert(#)</script>", "<\u017fcript fq>alert(#)</script>", "\u2028alert(#)\u2028", "\ufeff<img fq src=x onerror=alert(#)>", "e\u0301\u0301\u0301\u0301<b fq>#</b>",
        "👩\u200d👩\u200d👧<b fq>#</b>", "=cmd|'/C calc'!A#", "%0d%0aX-Fq: #", "../../../../etc/passwd #", "' OR 1=1;-- #", "*)(uid=*))(|(uid=# ", "$(id)`id` #", "&#; &lt; &amp;#",
    ];

    private static readonly Func<string, string>[] Disguises =
    [
        text => text,
        Alternate,
        text => WebUtility.HtmlEncode(text),
        text => Uri.EscapeDataString(text),
        text => string.Concat(text.Select(c => c is > ' ' and < (char)0x7F && !char.IsAsciiLetterOrDigit(c) ? (char)(c + 0xFEE0) : c)),
        text => text.Replace(" ", "/", StringComparison.Ordinal),
        text => text.Replace("<", "<<", StringComparison.Ordinal),
        text => text.Replace("<", "&#x3c;", StringComparison.Ordinal),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Make()];

    /// <summary>Those that fit into a field of so many characters.</summary>
    public static IEnumerable<string> UpTo(int length) => All.Where(p => p.Length <= length);

    /// <summary>As many as fit into each of the fields, until all were used.</summary>
    public static IReadOnlyList<string> Packed(int length)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        foreach (var payload in UpTo(length))
        {
            if (field.Length + payload.Length + 1 > length)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }

            field.Append(payload).Append(' ');
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }

    private static IEnumerable<string> Make()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in Plain.Concat(Mixed()))
        {
            var payload = text.Replace("#", seen.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            if (payload.Length <= Longest && seen.Count < Count && seen.Add(payload))
            {
                yield return payload.Trim();
            }
        }
    }

    /// <summary>Every vector in every context and every disguise, in an order in which each of them comes early.</summary>
    private static IEnumerable<string> Mixed()
    {
        for (var turn = 0; turn < Contexts.Length * Disguises.Length; turn++)
        {
            for (var vector = 0; vector < Vectors.Length; vector++)
            {
                yield return Disguises[(turn + (vector / 2)) % Disguises.Length](Contexts[(turn + vector) % Contexts.Length] + Vectors[vector]);
            }
        }
    }

    /// <summary>The names of elements in changing case, which is all the same to a browser; what they call stays callable.</summary>
    private static string Alternate(string text)
    {
        var result = new StringBuilder(text.Length);
        var inName = false;
        foreach (var c in text)
        {
            inName = c == '<' || (inName && char.IsAsciiLetter(c)) || (inName && c == '/');
            result.Append(inName && result.Length % 2 == 0 ? char.ToUpperInvariant(c) : c);
        }

        return result.ToString();
    }
}
