using System.Security.Claims;
using Fengqiao.Cases.Listing;
using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fengqiao.Cases.Looks;

/// <summary>The desk's lines in the side menu.</summary>
internal sealed class CasesMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(CasesTexts), "Menu.Work", "/work", "briefcase", 10) { Count = WaitingAsync },
        new MenuEntry(typeof(CasesTexts), "Menu.Cases", "/cases", "clipboard-list", 20) { Shown = person => Has(person, Rights.CasesRead, Rights.CasesReadArea) },
        new MenuEntry(typeof(CasesTexts), "Menu.New", "/cases/new", "clipboard-plus", 30) { Shown = person => Has(person, Rights.CasesRegister) },
        new MenuEntry(typeof(CasesTexts), "Menu.Statistics", "/statistics", "chart-bar", 40) { Shown = person => Has(person, Rights.StatisticsRead) },
        new MenuEntry(typeof(ClockTexts), "Menu.Reviews", "/reviews", "hourglass-high", 45) { Shown = person => Has(person, Rights.CasesDispatch, Rights.CasesExtend, Rights.CasesHandle) }.Under(MenuHeading.Together),
        new MenuEntry(typeof(SecrecyTexts), "Locked.Menu", "/cases/locked", "lock", 45) { Shown = person => Has(person, Rights.CasesRestrict) }.Under(MenuHeading.Together),
        new MenuEntry(typeof(CasesTexts), "Notices.Title", "/notices", "bell", 50)
        {
            Shown = person => Has(person, Rights.CasesRead),
            Count = static async (context, ct) => await context.RequestServices.GetRequiredService<NoticeTray>().UnseenAsync(ct),
        },
    ];

    private static bool Has(ClaimsPrincipal person, params ReadOnlySpan<string> rights)
    {
        foreach (var right in rights)
        {
            if (person.HasClaim(AccessClaims.Right, right))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What waits for a decision or a step; what is merely in hand or late is counted in these already.</summary>
    private static async ValueTask<int?> WaitingAsync(HttpContext context, CancellationToken ct)
    {
        var counts = await context.RequestServices.GetRequiredService<CountWorkHandler>().HandleAsync(ct);
        return Waiting(counts);
    }

    public static int Waiting(IReadOnlyList<WorkCount> counts) => counts.Where(c => c.Queue is not ("due-soon" or "overdue")).Sum(c => c.Count);
}
