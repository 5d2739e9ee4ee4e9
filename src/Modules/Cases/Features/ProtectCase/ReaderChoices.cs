using Fengqiao.Cases.Commenting;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Components;

namespace Fengqiao.Cases.Features.ProtectCase;

/// <summary>The people a form offers as readers: those of the units around the case and of the own unit, and whoever is named already.</summary>
internal sealed class ReaderChoices(CaseReader reader, CommentCircle circle, IAccountDirectory accounts, IUnitDirectory units, CurrentActor current)
{
    private const int Most = 60;

    public async Task<IReadOnlyList<FieldOption>> ForAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return [];
        }

        // The unit complained about is the last to be let in.
        var around = (await circle.OfAsync(loaded, ct)).Select(u => u.Id).Concat(current.Actor.Units).Where(u => u != loaded.Case.AboutUnitId).ToHashSet();
        var named = (await reader.ReadersAsync(loaded.Case, ct)).Select(accounts.Find).OfType<ColleagueInfo>();
        return
        [
            .. named.Concat(accounts.WorkingFor(around).Where(c => c.Rights.Contains(Rights.CasesRead) || c.Rights.Contains(Rights.CasesReadArea)))
                .Where(c => c.Account != current.Actor.Account).DistinctBy(c => c.Account).Take(Most)
                .Select(c => new FieldOption(c.Account, c.Name) { Hint = string.Join(' ', c.Units.Select(id => units.Find(id)?.Name).OfType<string>()) }),
        ];
    }
}
