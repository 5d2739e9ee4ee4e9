using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.UnlockCase;

/// <summary>A restricted case that nobody can open any more: no word of what it is about.</summary>
/// <param name="Readers">The accounts that were named.</param>
internal sealed record LockedCase(string Number, string Place, DateTime ReceivedUtc, int Version, IReadOnlyList<string> Readers);

/// <summary>
/// A way out where every named reader of a restricted case has left: who may restrict cases of its place names others, for a reason. It takes more than
/// one person, for whoever decides does not become a reader by it; all administrators are told, and it stands in the audit as an alarm.
/// </summary>
internal sealed class UnlockCaseHandler(FengqiaoDb db, CaseAccess access, IAccountDirectory accounts, Writer writer, CasesSignal desks, CountyClock clock, CurrentActor current)
{
    public const int LongestReason = 200;
    public const int FewestReaders = 2;
    private const int Most = 100;

    public bool IsForMe => current.Actor.Can(Rights.CasesRestrict);

    public async Task<IReadOnlyList<LockedCase>> ListAsync(CancellationToken ct)
    {
        var readers = (await access.RestrictedWithin(current.Actor).Join(db.Set<NamedReader>(), c => c.Id, r => r.CaseId, (c, r) => new { c.Id, r.Account }).ToListAsync(ct))
            .GroupBy(r => r.Id).Where(g => g.All(r => HasLeft(r.Account))).ToDictionary(g => g.Key, g => g.Select(r => r.Account).Order(StringComparer.Ordinal).ToList());
        var ids = readers.Keys.Take(Most).ToList();
        var cases = await db.Set<Case>().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Sequence).ToListAsync(ct);
        return [.. cases.Where(c => !PersonSecrecy.IsComplainedAbout(c, current.Actor)).Select(c => new LockedCase(c.Number, c.Place, c.ReceivedUtc, c.Version, readers[c.Id]))];
    }

    /// <summary>People of the own units who may be named.</summary>
    public IReadOnlyList<ColleagueInfo> Colleagues() =>
        [.. accounts.WorkingFor(current.Actor.Units.ToHashSet()).Where(c => Reads(c) && c.Account != current.Actor.Account).Take(Most)];

    /// <param name="expected">The version the caller has seen.</param>
    public async Task<Result<Done>> UnlockAsync(string number, int expected, string? reason, IReadOnlyList<string> named, CancellationToken ct)
    {
        if (!IsForMe || (await ListAsync(ct)).FirstOrDefault(c => c.Number == number) is not { } locked)
        {
            return CaseErrors.NotFound;
        }

        var why = WrittenText.Of(reason);
        var readers = named.Select(accounts.Find).OfType<ColleagueInfo>().Where(c => Reads(c) && c.Account != current.Actor.Account).Select(c => c.Account).ToHashSet(StringComparer.Ordinal);
        Error?[] faults =
        [
            why is null ? CaseErrors.ReasonMissing : why.Length > LongestReason ? CaseErrors.TooLong("reason", LongestReason) : null,
            readers.Count < FewestReaders ? SecrecyErrors.TooFewOthers : readers.Count > SecrecyErrors.MostReaders ? SecrecyErrors.TooManyReaders : null,
        ];
        if (Error.Join([.. faults.OfType<Error>()]) is { } wrong)
        {
            return wrong;
        }

        var on = await db.Set<Case>().FirstAsync(c => c.Number == number, ct);
        on.Protect(CaseSecrecy.Restricted, on.AboutUnitId, why!, clock.UtcNow);
        var commit = new Commit().Update(on, expected).Audit("case.unlock", "case", number, new { reason = why, before = locked.Readers, after = readers });
        foreach (var gone in locked.Readers.Where(a => !readers.Contains(a)))
        {
            commit.Delete(new NamedReader { CaseId = on.Id, Account = gone });
        }

        foreach (var account in readers.Except(locked.Readers, StringComparer.Ordinal))
        {
            commit.Insert(new NamedReader { CaseId = on.Id, Account = account });
        }

        var saved = await writer.SaveAsync(commit, ct);
        if (saved.IsSuccess)
        {
            desks.Touch();
        }

        return saved;
    }

    /// <summary>Disabled, or without any post that reads cases.</summary>
    private bool HasLeft(string account) => accounts.Find(account) is not { } known || !Reads(known);

    private static bool Reads(ColleagueInfo known) => known.Rights.Contains(Rights.CasesRead) || known.Rights.Contains(Rights.CasesReadArea);
}
