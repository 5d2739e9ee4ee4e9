using System.Runtime.CompilerServices;
using Fengqiao.Cases.Domain;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Fengqiao.Cases.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fengqiao.Cases.Storage;

/// <summary>A case with the units that take part.</summary>
internal sealed record LoadedCase(Case Case, IReadOnlyList<CaseUnit> Units)
{
    public IReadOnlyList<Guid> Assisting { get; } = [.. Units.Where(u => u is { IsActive: true, IsLead: false }).Select(u => u.UnitId)];
}

/// <summary>Loads one case for somebody who may see it; anybody else gets the same nothing as for a number that does not exist.</summary>
internal sealed class CaseReader(FengqiaoDb db, PersonVault vault)
{
    private static readonly ConditionalWeakTable<IModel, Func<FengqiaoDb, string, CancellationToken, Task<LoadedCase?>>> ByNumber = [];

    public async Task<LoadedCase?> FindAsync(string number, Actor actor, CancellationToken ct) =>
        await LoadAsync(number, ct) is { } loaded && CaseAccess.Sees(actor, loaded.Case, loaded.Units, await ReadersAsync(loaded.Case, ct)) ? loaded : null;

    /// <summary>As <see cref="FindAsync"/>, where the id is known and not the number.</summary>
    public async Task<LoadedCase?> FindByIdAsync(Guid id, Actor actor, CancellationToken ct) =>
        await WithUnitsAsync(id, ct) is { } loaded && CaseAccess.Sees(actor, loaded.Case, loaded.Units, await ReadersAsync(loaded.Case, ct)) ? loaded : null;

    /// <summary>The way in of who holds the link of a call-back. Asked whether there is a task or not, so that both take as long.</summary>
    public Task<LoadedCase?> FindForLinkAsync(CallBackTask? task, CancellationToken ct) => WithUnitsAsync(task?.CaseId ?? Guid.Empty, ct);

    /// <summary>The accounts named as readers. Few cases have any, so that the others are not asked.</summary>
    public async Task<IReadOnlyList<string>> ReadersAsync(Case of, CancellationToken ct) => of.Secrecy == CaseSecrecy.Restricted
        ? await db.Set<NamedReader>().Where(r => r.CaseId == of.Id).Select(r => r.Account).OrderBy(a => a).ToListAsync(ct)
        : [];

    /// <summary>The reporter's way in: number and tracking code.</summary>
    public async Task<LoadedCase?> FindByTrackingAsync(string? number, string? code, CancellationToken ct)
    {
        var found = await LoadAsync(number?.Trim().ToUpperInvariant() ?? "", ct);
        var fits = TrackingCode.Fits(vault, found?.Case.Id ?? Guid.Empty, code);
        return fits ? found : null;
    }

    /// <summary>The way in of those who said "me too": the case's number and their own code. They may read where it stands, no more.</summary>
    public async Task<Case?> FindFollowedAsync(string? number, string? code, CancellationToken ct)
    {
        if (await LoadAsync(number?.Trim().ToUpperInvariant() ?? "", ct) is not { Case: var found })
        {
            return null;
        }

        var supporters = await db.Set<CaseSupporter>().Where(s => s.CaseId == found.Id).Select(s => s.Id).ToListAsync(ct);
        return supporters.Exists(id => TrackingCode.Fits(vault, id, code)) ? found : null;
    }

    private async Task<LoadedCase?> WithUnitsAsync(Guid id, CancellationToken ct) => await db.Set<Case>().FirstOrDefaultAsync(c => c.Id == id, ct) is { } found
        ? new LoadedCase(found, await db.Set<CaseUnit>().Where(u => u.CaseId == id).ToListAsync(ct))
        : null;

    /// <summary>In one query: each costs more than the rows it brings.</summary>
    private Task<LoadedCase?> LoadAsync(string number, CancellationToken ct) =>
        ByNumber.GetValue(db.Model, _ => Compile())(db, number, ct);

    /// <summary>
    /// Each move reads its case this way, so the query is translated once (for each model: a process that tests both stores has two).
    /// Numbers are unique, so there is one case or none.
    /// </summary>
    private static Func<FengqiaoDb, string, CancellationToken, Task<LoadedCase?>> Compile() =>
        EF.CompileAsyncQuery((FengqiaoDb db, string number, CancellationToken ct) => db.Set<Case>()
            .Where(c => c.Number == number)
            .Select(c => new LoadedCase(c, db.Set<CaseUnit>().Where(u => u.CaseId == c.Id).ToList()))
            .SingleOrDefault());
}
