using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.Cases.Intake;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Storage;

/// <summary>A case with the units that take part.</summary>
internal sealed record LoadedCase(Case Case, IReadOnlyList<CaseUnit> Units)
{
    public IReadOnlyList<Guid> Assisting { get; } = [.. Units.Where(u => u is { IsActive: true, IsLead: false }).Select(u => u.UnitId)];
}

/// <summary>Loads one case for somebody who may see it; anybody else gets the same nothing as for a number that does not exist.</summary>
internal sealed class CaseReader(CaseAccess access, FengqiaoDb db, PersonVault vault)
{
    public Task<LoadedCase?> FindAsync(string number, Actor actor, CancellationToken ct) =>
        WithUnitsAsync(access.Visible(actor).Where(c => c.Number == number), ct);

    /// <summary>The reporter's way in: number and tracking code.</summary>
    public async Task<LoadedCase?> FindByTrackingAsync(string? number, string? code, CancellationToken ct)
    {
        var wanted = number?.Trim().ToUpperInvariant() ?? "";
        var found = await WithUnitsAsync(db.Set<Case>().Where(c => c.Number == wanted), ct);
        var fits = TrackingCode.Fits(vault, found?.Case.Id ?? Guid.Empty, code);
        return fits ? found : null;
    }

    /// <summary>In one query: each costs more than the rows it brings. Numbers are unique, so there is one case or none.</summary>
    private async Task<LoadedCase?> WithUnitsAsync(IQueryable<Case> wanted, CancellationToken ct)
    {
        var found = await wanted
            .Select(c => new { Case = c, Units = db.Set<CaseUnit>().Where(u => u.CaseId == c.Id).ToList() })
            .SingleOrDefaultAsync(ct);
        return found is null ? null : new LoadedCase(found.Case, found.Units);
    }
}
