using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Fengqiao.Platform.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Particulars;

/// <summary>The words of a case, what was found in them, and what a person has confirmed of it.</summary>
/// <param name="MayEdit">The reader works on the case.</param>
/// <param name="Version">Of the particulars; 0 where nothing was confirmed yet.</param>
/// <param name="CaseVersion">Of the case, whose words masking changes.</param>
internal sealed record ParticularsView(
    string Number, string Title, string Description, IReadOnlyList<TextFind> InTitle, IReadOnlyList<TextFind> InText, ParticularsForm Known, bool MayEdit, int Version, int CaseVersion)
{
    public IEnumerable<TextFind> Finds => InTitle.Concat(InText);
}

/// <summary>Who, where, when and how much of a case: found in its words, confirmed or typed by who works on it. Without a finder the fields are typed.</summary>
internal sealed class ParticularsDesk(
    FengqiaoDb db, CaseReader reader, IEnumerable<ITextFinder> finders, Writer writer, CountyClock clock, CurrentActor current, ILogger<ParticularsDesk> log)
{
    public async Task<Result<ParticularsView>> ReadAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { Case: var on } loaded)
        {
            return CaseErrors.NotFound;
        }

        var known = await db.Set<CaseParticulars>().FirstOrDefaultAsync(p => p.CaseId == on.Id, ct);
        var received = DateOnly.FromDateTime(clock.ToLocal(on.ReceivedUtc));
        return new ParticularsView(
            on.Number, on.Title, on.Description, Find(on.Title, received), Find(on.Description, received), ParticularsForm.Of(known), MayEdit(loaded), known?.Version ?? 0, on.Version);
    }

    /// <summary>What was confirmed, for a case the reader has been shown.</summary>
    public async Task<ParticularsForm> KnownAsync(string number, CancellationToken ct) => ParticularsForm.Of(
        await db.Set<Case>().Where(c => c.Number == number).Join(db.Set<CaseParticulars>(), c => c.Id, p => p.CaseId, (c, p) => p).FirstOrDefaultAsync(ct));

    /// <param name="seen">The version that was shown; 0 where nothing was confirmed yet.</param>
    public Task<Result<Done>> SaveAsync(string number, ParticularsForm form, int seen, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { Case: var on } loaded)
        {
            return CaseErrors.NotFound;
        }

        if (!MayEdit(loaded))
        {
            return CaseErrors.NotAllowed;
        }

        var read = form.Read(on.Id, clock.Today, clock.UtcNow, current.Actor.Account);
        if (read.Failed(out var error))
        {
            return error;
        }

        var row = read.Value with { Version = seen + 1 };
        var commit = new Commit().Audit("case.particulars", "case", on.Number, new { filled = Filled(row) });
        return await writer.SaveAsync(seen == 0 ? commit.Insert(row) : commit.Update(row, seen), ct);
    }, ct);

    /// <summary>Puts asterisks into the numbers of people in the words of the case. It cannot be undone.</summary>
    /// <param name="expected">The version of the case the caller has seen.</param>
    public Task<Result<Done>> MaskAsync(string number, int expected, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { Case: var on } loaded)
        {
            return CaseErrors.NotFound;
        }

        if (!MayEdit(loaded) || finders.FirstOrDefault() is not { } finder)
        {
            return CaseErrors.NotAllowed;
        }

        if (on.Version != expected)
        {
            return CommitErrors.Outdated;
        }

        on.TakeOut(finder.MaskNumbers, clock.UtcNow);
        return await writer.SaveAsync(
            new Commit().Update(on, expected).Reindex(CaseIntake.SearchIndex, () => on.Sequence, CharacterPairs.Of(on.Title, on.Description)).Audit("case.mask-numbers", "case", on.Number), ct);
    }, ct);

    /// <summary>Who dispatches for its desk, whoever works in a unit that handles it, and who took it in while it waits there.</summary>
    private bool MayEdit(LoadedCase loaded)
    {
        var (on, actor) = (loaded.Case, current.Actor);
        return CaseStates.Open.Contains(on.State)
            && (actor.CanIn(Rights.CasesDispatch, RegionCode.Parse(on.Desk))
                || loaded.Units.Any(u => u.IsActive && actor.CanFor(Rights.CasesHandle, u.UnitId))
                || (on.State == CaseState.Registered && on.FirstReceiver == actor.Account));
    }

    private IReadOnlyList<TextFind> Find(string text, DateOnly received)
    {
        try
        {
            return finders.FirstOrDefault()?.Find(text, received) ?? [];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Nothing could be found in a text ({Type})", e.GetType().Name);
            return [];
        }
    }

    private static int Filled(CaseParticulars p) =>
        new[] { p.FirstDay is not null, p.Fen is not null, p.People is not null || p.Households is not null, p.Place.Length > 0, p.Organisations.Length > 0 }.Count(filled => filled);
}
