using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Sharing;

/// <summary>Shows other modules' pages the cases that the person acting may see, and no other.</summary>
internal sealed class CaseSight(CaseAccess access, FengqiaoDb db, CurrentActor current, IStringLocalizer<CasesTexts> texts) : ICaseSight
{
    public async Task<IReadOnlyList<SeenCase>> OfAsync(IReadOnlyCollection<Guid> cases, CancellationToken ct)
    {
        var asked = cases.Take(ICaseSight.Most).ToList();
        var units = current.Actor.PostsWith(Rights.CasesHandle).Select(p => p.UnitId).Distinct().ToList();
        var rows = await access.Visible(current.Actor)
            .Where(c => asked.Contains(c.Id))
            .OrderByDescending(c => c.Sequence)
            .Select(c => new
            {
                c.Id, c.Number, c.Title, c.Description, c.Category, c.State, c.Place, c.ReceivedUtc, c.Longitude, c.Latitude,
                IsMine = db.Set<CaseUnit>().Any(u => u.CaseId == c.Id && u.IsActive && units.Contains(u.UnitId)),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(r => new SeenCase(r.Id, r.Number, r.Title, r.Category, CaseCodes.Of(r.State), CaseStates.Open.Contains(r.State), r.IsMine, RegionCode.Parse(r.Place), r.ReceivedUtc)
        {
            Description = r.Description,
            Longitude = r.Longitude,
            Latitude = r.Latitude,
        });
    }

    public string StateName(string state) => texts[$"state.{state}"].Value;
}
