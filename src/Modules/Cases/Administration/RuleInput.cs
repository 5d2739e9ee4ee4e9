using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;

namespace Fengqiao.Cases.Administration;

/// <summary>Reads what the forms of several kinds of rules have in common.</summary>
internal static class RuleInput
{
    public const int MostUnits = 365 * 24;

    /// <summary>A limit: how many of what. Null, with the fields named, where it cannot be read.</summary>
    public static DeadlineSpec? Limit(InputChecks checks, string? amount, string? unit)
    {
        if (!int.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MostUnits)
        {
            checks.Refuse("amount", CaseErrors.LimitAmount);
        }

        if (!CaseCodes.TryParse<DeadlineUnit>(unit, out var known))
        {
            checks.Refuse("unit", CaseErrors.LimitUnitUnknown);
        }

        return new DeadlineSpec(number, known);
    }

    /// <summary>The start of a category code; empty for every category.</summary>
    public static string Category(InputChecks checks, CaseCatalogue catalogue, string? code)
    {
        if (code is not null && catalogue.Find(code) is null)
        {
            checks.Refuse("category", CaseErrors.RuleCategoryUnknown(code));
        }

        return code ?? "";
    }

    /// <summary>The last day of a rule; empty means yesterday, so that from now on it is out of force.</summary>
    public static DateOnly Last(InputChecks checks, string? typed, DateOnly today)
    {
        var last = checks.Date("last", typed) ?? today.AddDays(-1);
        if (last < today.AddDays(-1))
        {
            checks.Refuse("last", RuleErrors.EndsInThePast);
        }

        return last;
    }
}
