using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;

namespace Fengqiao.Insight.Alone;

/// <summary>Why a case is left to a person.</summary>
internal enum LeftBecause
{
    SwitchedOff,
    NothingLearnt,
    CategoryUnsure,
    CategoryNotAllowed,

    /// <summary>Whoever took it in chose another category than the reader.</summary>
    CategoryChosenOtherwise,
    UnitUnsure,

    /// <summary>The unit does not serve the place.</summary>
    UnitElsewhere,

    /// <summary>A dispatch rule of the county names another unit: rules go before the reader.</summary>
    RuleNamesAnother,

    /// <summary>Sensitive, restricted, or about a unit.</summary>
    NotOrdinary,
    Urgent,
    LooksLikeAnother,
}

/// <summary>May this case be dispatched without a click? Pure.</summary>
internal static class AloneRule
{
    /// <param name="sureFrom">From where on the county calls a proposal sure: less is never enough.</param>
    /// <param name="unitServesPlace">The proposed unit works, and the place lies in its region.</param>
    /// <returns>Why not; null where it may.</returns>
    public static LeftBecause? WhyLeft(AloneSettings settings, double sureFrom, MatterReading? reading, WaitingMatter matter, bool unitServesPlace)
    {
        if (!settings.IsOn)
        {
            return LeftBecause.SwitchedOff;
        }

        if (reading is not { Categories: [var category, ..], Unit: { } unit })
        {
            return LeftBecause.NothingLearnt;
        }

        var least = Math.Max(settings.LeastConfidence, sureFrom);
        return category.Confidence < least ? LeftBecause.CategoryUnsure
            : !settings.Allows(category.Code) ? LeftBecause.CategoryNotAllowed
            : matter.Category is { } chosen && chosen != category.Code ? LeftBecause.CategoryChosenOtherwise
            : unit.Confidence < least ? LeftBecause.UnitUnsure
            : !unitServesPlace ? LeftBecause.UnitElsewhere
            : matter.RuleUnit is { } named && named != unit.Code ? LeftBecause.RuleNamesAnother
            : !matter.IsOrdinary ? LeftBecause.NotOrdinary
            : matter.IsUrgent ? LeftBecause.Urgent
            : matter.LooksLikeAnother ? LeftBecause.LooksLikeAnother
            : null;
    }
}
