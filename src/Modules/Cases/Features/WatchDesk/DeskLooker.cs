using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Listing;
using Fengqiao.Cases.Looks;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.WatchDesk;

/// <param name="Menu">What stands behind the lines of the menu, by their addresses.</param>
/// <param name="Queues">How many lie on each pile.</param>
internal sealed record DeskCounts(IReadOnlyDictionary<string, int> Menu, IReadOnlyDictionary<string, int> Queues);

/// <summary>Reads, in a scope of its own, what an open desk is told. A stream lives too long to share the scope of its request.</summary>
internal sealed class DeskLooker(IServiceScopeFactory scopes, IAccountDirectory accounts, CountyClock clock, IStringLocalizer<CasesTexts> texts, IStringLocalizer<ListTexts> list)
{
    public async Task<DeskCounts> CountAsync(Actor actor, CancellationToken ct)
    {
        await using var scope = Open(actor);
        var counts = await scope.ServiceProvider.GetRequiredService<CountWorkHandler>().HandleAsync(ct);
        var unseen = await scope.ServiceProvider.GetRequiredService<NoticeTray>().UnseenAsync(ct);
        return new DeskCounts(
            new Dictionary<string, int>(StringComparer.Ordinal) { ["/work"] = CasesMenu.Waiting(counts), ["/notices"] = unseen },
            counts.ToDictionary(c => c.Queue, c => c.Count, StringComparer.Ordinal));
    }

    /// <summary>Id and version of a case the actor may see.</summary>
    public async Task<(Guid Id, int Version)?> FindAsync(Actor actor, string number, CancellationToken ct)
    {
        if (number.Contains('\0', StringComparison.Ordinal))
        {
            // PostgreSQL has no such text, and would break off instead of finding nothing.
            return null;
        }

        await using var scope = Open(actor);
        var found = await scope.ServiceProvider.GetRequiredService<CaseAccess>().Visible(actor)
            .Where(c => c.Number == number).Select(c => new { c.Id, c.Version }).FirstOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.Version);
    }

    /// <summary>The last thing that happened to a case, as a sentence.</summary>
    public async Task<string> LatestAsync(Actor actor, Guid caseId, CancellationToken ct)
    {
        await using var scope = Open(actor);
        var last = await scope.ServiceProvider.GetRequiredService<FengqiaoDb>().Set<TimelineEntry>()
            .Where(e => e.CaseId == caseId).OrderByDescending(e => e.AtUtc).ThenByDescending(e => e.Id).FirstAsync(ct);
        var who = last.Account == Actor.Citizen.Account ? texts["person.reporter"].Value : accounts.NameOf(last.Account);
        return list["Live.Changed", clock.ToLocal(last.AtUtc).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), who, texts[$"move.{CaseCodes.Of(last.Move)}"].Value];
    }

    /// <summary>Others with the case open, as a sentence; empty when there is nobody.</summary>
    public string Together(IReadOnlyList<string> others) =>
        others.Count == 0 ? "" : list["Live.Together", string.Join(texts["Work.And"], others.Select(accounts.NameOf))];

    private AsyncServiceScope Open(Actor actor)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Actor = actor;
        return scope;
    }
}
