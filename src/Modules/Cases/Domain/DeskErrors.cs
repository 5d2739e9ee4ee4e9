using Fengqiao.Kernel;

namespace Fengqiao.Cases.Domain;

/// <summary>Every refusal of the list and of what is done with many cases at once. Codes are permanent.</summary>
internal static class DeskErrors
{
    public static readonly Error ViewNameMissing = new("cases.view-name-missing", ErrorKind.Invalid, "name");
    public static readonly Error ViewNameTooLong = new("cases.view-name-too-long", ErrorKind.Invalid, "name", SavedView.LongestName);
    public static readonly Error TooManyViews = new("cases.too-many-views", ErrorKind.Refused, "name", SavedView.Most);
    public static readonly Error ViewMissing = new("cases.view-missing", ErrorKind.NotFound);
    public static readonly Error NothingChosen = new("cases.nothing-chosen", ErrorKind.Invalid);
    public static readonly Error NoUnitProposed = new("cases.no-unit-proposed", ErrorKind.Refused);

    public static Error TooManyChosen(int most) => new("cases.too-many-chosen", ErrorKind.Refused, null, most);

    public static Error TooManyHits(int counted) => new("cases.too-many-hits", ErrorKind.Refused, null, counted);

    public static Error TooManyRows(long rows, int most) => new("cases.too-many-rows", ErrorKind.Refused, null, rows, most);
}
