using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Http;

namespace Fengqiao.Cases.Administration;

/// <summary>Reads how much more time a limit allows, how often and who decides: all of it or nothing.</summary>
internal static class ExtensionInput
{
    private const int MostExtensions = 9;

    /// <param name="by">Code of who decides; empty means <paramref name="usual"/>.</param>
    public static ExtensionRule? Read(InputChecks checks, string? amount, string? times, string? by, ExtensionApprover usual)
    {
        var (more, often) = (Number(checks, "extensionAmount", amount, RuleInput.MostUnits), Number(checks, "extensionTimes", times, MostExtensions));
        if (more == 0 != (often == 0))
        {
            // How much without how often, or the reverse, is a contradiction.
            checks.Refuse(more == 0 ? "extensionAmount" : "extensionTimes", RuleErrors.ExtensionIncomplete);
        }

        var approver = usual;
        if (!string.IsNullOrEmpty(by) && !CaseCodes.TryParse(by, out approver))
        {
            checks.Refuse("extensionBy", CaseErrors.UnknownCode("extensionBy", by));
        }

        return more == 0 || often == 0 ? null : new ExtensionRule(more, often, approver);
    }

    private static int Number(InputChecks checks, string field, string? typed, int most)
    {
        if (string.IsNullOrEmpty(typed))
        {
            return 0;
        }

        if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        checks.Refuse(field, CaseErrors.LimitAmount);
        return 0;
    }
}
