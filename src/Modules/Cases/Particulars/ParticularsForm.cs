using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Particulars;

/// <summary>The particulars as they are typed and shown.</summary>
/// <param name="When"><c>2026-05-03</c>, or first and last day with a slash between.</param>
/// <param name="Sum">Yuan, with a point.</param>
/// <param name="People">A number, with 户 behind it for households.</param>
public sealed record ParticularsForm(string? When, string? Sum, string? People, string? Place, string? Organisations)
{
    public const int LongestName = 100;
    public const int LongestNames = 300;
    private const decimal MostYuan = 10_000_000_000_000;
    private const int MostPeople = 10_000_000;
    private const string Household = "户";

    internal static ParticularsForm Of(CaseParticulars? known) => known is null ? new(null, null, null, null, null) : new(
        known.FirstDay is not { } first ? null : known.LastDay == first ? Day(first) : $"{Day(first)}/{Day(known.LastDay!.Value)}",
        known.Fen is { } fen ? (fen / 100m).ToString("0.##", CultureInfo.InvariantCulture) : null,
        known.People?.ToString(CultureInfo.InvariantCulture) ?? (known.Households is { } households ? households.ToString(CultureInfo.InvariantCulture) + Household : null),
        known.Place,
        known.Organisations);

    /// <summary>With what a passage tells: a further organisation is added, everything else replaced.</summary>
    internal ParticularsForm With(TextFind find) => find.Kind switch
    {
        FindKind.When => this with { When = find.Value },
        FindKind.Sum => this with { Sum = find.Value },
        FindKind.People => this with { People = find.Value },
        FindKind.Place => this with { Place = find.Value },
        FindKind.Organisation when string.IsNullOrEmpty(Organisations) => this with { Organisations = find.Value },
        FindKind.Organisation when !Organisations.Split('、').Contains(find.Value, StringComparer.Ordinal) => this with { Organisations = $"{Organisations}、{find.Value}" },
        _ => this,
    };

    /// <summary>Whether the field already says what a passage tells.</summary>
    internal bool Says(TextFind find) => With(find) == this;

    /// <summary>What is to be kept, or every field that cannot be read.</summary>
    /// <param name="today">Nothing has happened after it.</param>
    internal Result<CaseParticulars> Read(Guid caseId, DateOnly today, DateTime nowUtc, string account)
    {
        var errors = new List<Error>();
        var (first, last) = Days(today, errors);
        var fen = Money(errors);
        var (people, households) = Heads(errors);
        var place = Words(Place, "place", LongestName, errors);
        var organisations = Words(Organisations, "organisations", LongestNames, errors);
        return Error.Join(errors) is { } error ? error : new CaseParticulars
        {
            CaseId = caseId, FirstDay = first, LastDay = last, Fen = fen, People = people, Households = households, Place = place, Organisations = organisations, AtUtc = nowUtc, By = account,
        };
    }

    private (DateOnly? First, DateOnly? Last) Days(DateOnly today, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(When))
        {
            return (null, null);
        }

        var parts = When.Trim().Split('/');
        if (parts.Length <= 2 && Parse(parts[0]) is { } first && Parse(parts[^1]) is { } last && first <= last && first <= today)
        {
            return (first, last);
        }

        errors.Add(ParticularsErrors.When);
        return (null, null);
    }

    private long? Money(List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(Sum))
        {
            return null;
        }

        if (decimal.TryParse(Sum.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var yuan) && yuan is >= 0 and <= MostYuan && yuan * 100 == decimal.Truncate(yuan * 100))
        {
            return (long)(yuan * 100);
        }

        errors.Add(ParticularsErrors.Sum);
        return null;
    }

    private (int? People, int? Households) Heads(List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(People))
        {
            return (null, null);
        }

        var typed = People.Trim();
        var isHouseholds = typed.EndsWith(Household, StringComparison.Ordinal);
        if (int.TryParse(isHouseholds ? typed[..^1] : typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostPeople)
        {
            return isHouseholds ? (null, count) : (count, null);
        }

        errors.Add(ParticularsErrors.People);
        return (null, null);
    }

    private static string Words(string? typed, string field, int most, List<Error> errors)
    {
        var words = typed?.Trim() ?? "";
        if (words.Length > most)
        {
            errors.Add(CaseErrors.TooLong(field, most));
        }

        return words;
    }

    private static DateOnly? Parse(string text) => DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

internal static class ParticularsErrors
{
    public static readonly Error When = new("particulars.when", ErrorKind.Invalid, "when");

    public static readonly Error Sum = new("particulars.sum", ErrorKind.Invalid, "sum");

    public static readonly Error People = new("particulars.people", ErrorKind.Invalid, "people");
}
