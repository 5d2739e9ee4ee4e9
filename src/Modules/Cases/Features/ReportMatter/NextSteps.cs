using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>Tells a reporter until when what has to happen, from the limits in force today.</summary>
internal sealed class NextSteps(CaseReader reader, CatalogueSource catalogue, CountyClock clock, IStringLocalizer<CitizenTexts> texts)
{
    /// <summary>The limits a case would get if it were dispatched now as it is classified now; null where there is no such case.</summary>
    public async Task<(string Sign, string Contact, string Close)?> ForAsync(string number, string code, CancellationToken ct)
    {
        if (await reader.FindByTrackingAsync(number, code, ct) is not { Case: var c })
        {
            return null;
        }

        var rule = DispatchFinder.For(catalogue.Current.DispatchRules, c.Category, c.Place, clock.Today);
        var limits = LimitFinder.For(catalogue.Current.LimitRules, c.Category, c.Channel, c.Urgency, clock.Today, rule);
        return (Words(limits.Sign), Words(limits.FirstContact), Words(limits.Close));
    }

    private string Words(DeadlineSpec limit) => texts[$"Amount.{limit.Unit}{(limit.Amount == 1 ? ".One" : "")}", limit.Amount];
}
