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
    public async Task<LoadedCase?> FindAsync(string number, Actor actor, CancellationToken ct)
    {
        var found = await access.Visible(actor).FirstOrDefaultAsync(c => c.Number == number, ct);
        return found is null ? null : await WithUnitsAsync(found, ct);
    }

    /// <summary>The reporter's way in: number and tracking code.</summary>
    public async Task<LoadedCase?> FindByTrackingAsync(string? number, string? code, CancellationToken ct)
    {
        var wanted = number?.Trim().ToUpperInvariant() ?? "";
        var found = await db.Set<Case>().FirstOrDefaultAsync(c => c.Number == wanted, ct);
        var fits = TrackingCode.Fits(vault, found?.Id ?? Guid.Empty, code);
        return found is not null && fits ? await WithUnitsAsync(found, ct) : null;
    }

    private async Task<LoadedCase> WithUnitsAsync(Case found, CancellationToken ct) =>
        new(found, await db.Set<CaseUnit>().Where(u => u.CaseId == found.Id).ToListAsync(ct));
}
