using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Http;

namespace Fengqiao.Cases.Administration;

/// <summary>
/// How a rule is followed by another: the old one ends the day before the new one begins and stays, so that it can always be said which rule
/// a case was dispatched under.
/// </summary>
internal static partial class Succession
{
    /// <summary>R01, R01.2, R01.3 …: the same rule, once more decided.</summary>
    public static string NextCode(string code, IEnumerable<string> taken)
    {
        var stem = Counted().Replace(code, "");
        var last = taken.Where(t => Counted().Replace(t, "") == stem)
            .Select(t => Counted().Match(t) is { Success: true } m ? int.Parse(m.ValueSpan[1..], CultureInfo.InvariantCulture) : 1).DefaultIfEmpty(1).Max();
        return $"{stem}.{(last + 1).ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Reads the first day of the successor: not before today, and after the rule itself began.</summary>
    public static DateOnly Begin(InputChecks checks, string? typed, DateOnly today, DateOnly oldFrom)
    {
        checks.Required("from", typed, 20);
        var from = checks.Date("from", typed) ?? today;
        if (from < today)
        {
            checks.Refuse("from", RuleErrors.BeginsInThePast);
        }
        else if (from <= oldFrom)
        {
            checks.Refuse("from", RuleErrors.BeginsTooEarly(oldFrom));
        }

        return from;
    }

    [GeneratedRegex(@"\.\d{1,4}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();
}
