using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Watching;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Features.ProtectCase;

/// <param name="Secrecy">ordinary, sensitive or restricted.</param>
/// <param name="Reason">Why; kept with the case and in the audit trail.</param>
/// <param name="Readers">Accounts that may see a restricted case. Whoever restricts it always stays one of them.</param>
/// <param name="AboutUnit">Code of the unit complained about; null for none.</param>
internal sealed record ProtectCaseRequest(string? Secrecy, string? Reason, IReadOnlyList<string>? Readers, string? AboutUnit);

/// <summary>Who may see a case.</summary>
/// <param name="Version">Send it back as <c>If-Match</c>.</param>
/// <param name="Readers">Accounts with the names of their people; empty unless the case is restricted.</param>
internal sealed record SecrecyView(string Number, int Version, string Secrecy, string? Reason, IReadOnlyList<Named> Readers, Named? AboutUnit);

/// <summary>
/// Decides who may see a case and from which unit its reporter is kept: with a right over its place, for a reason, audited. A restricted case has
/// two readers at least, so that it is not lost with one of them.
/// </summary>
internal sealed class ProtectCaseHandler(
    CaseReader reader, IUnitDirectory units, IAccountDirectory accounts, CasePresenter presenter, Writer writer, CasesSignal desks, CountyClock clock, CurrentActor current)
{
    public const int LongestReason = 200;

    public async Task<Result<SecrecyView>> ReadAsync(string number, CancellationToken ct) =>
        (await FindAsync(number, ct)) is var found && found.Failed(out var error) ? error : View(found.Value.Case, await reader.ReadersAsync(found.Value.Case, ct));

    /// <param name="expected">The version the caller has seen.</param>
    public Task<Result<SecrecyView>> ChangeAsync(string number, int expected, ProtectCaseRequest request, CancellationToken ct) => writer.OnceAsync(async () =>
    {
        var found = await FindAsync(number, ct);
        if (found.Failed(out var error))
        {
            return error;
        }

        var on = found.Value.Case;
        if (on.Version != expected)
        {
            return CommitErrors.Outdated;
        }

        var errors = new List<Error>();
        if (!CaseCodes.TryParse<CaseSecrecy>(request.Secrecy, out var secrecy))
        {
            errors.Add(CaseErrors.UnknownCode("secrecy", request.Secrecy ?? ""));
        }

        var about = AboutUnit(request.AboutUnit, errors);
        var reason = Reason(request.Reason, errors);
        var readers = secrecy == CaseSecrecy.Restricted ? Readers(request.Readers ?? [], errors) : [];
        return Error.Join(errors) is { } wrong ? wrong : await SaveAsync(on, secrecy, about, reason, readers, ct);
    }, ct);

    private async Task<Result<LoadedCase>> FindAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded)
        {
            return CaseErrors.NotFound;
        }

        return !current.Actor.CanIn(Rights.CasesRestrict, RegionCode.Parse(loaded.Case.Place)) ? CaseErrors.NotAllowed
            : PersonSecrecy.IsComplainedAbout(loaded.Case, current.Actor) ? SecrecyErrors.OwnUnitComplainedAbout
            : loaded;
    }

    private async Task<Result<SecrecyView>> SaveAsync(Case on, CaseSecrecy secrecy, Guid? about, string reason, IReadOnlyList<string> readers, CancellationToken ct)
    {
        var (seen, was) = (on.Version, new { Secrecy = CaseCodes.Of(on.Secrecy), About = presenter.Unit(on.AboutUnitId)?.Code, Readers = await reader.ReadersAsync(on, ct) });
        on.Protect(secrecy, about, reason, clock.UtcNow);
        var commit = new Commit().Update(on, seen);
        foreach (var gone in was.Readers.Except(readers, StringComparer.Ordinal))
        {
            commit.Delete(new NamedReader { CaseId = on.Id, Account = gone });
        }

        foreach (var named in readers.Except(was.Readers, StringComparer.Ordinal))
        {
            commit.Insert(new NamedReader { CaseId = on.Id, Account = named });
        }

        commit.Audit("case.protect", "case", on.Number, new
        {
            reason,
            before = was,
            after = new { Secrecy = CaseCodes.Of(secrecy), About = presenter.Unit(about)?.Code, Readers = readers },
        });
        var saved = await writer.SaveAsync(commit, () => View(on, readers), ct);
        if (saved.IsSuccess)
        {
            // Open desks count anew, and a stream at the case ends where it may no longer be seen.
            desks.Touch();
        }

        return saved;
    }

    private Guid? AboutUnit(string? code, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        if (units.FindByCode(code.Trim()) is { Id: var id })
        {
            return id;
        }

        errors.Add(CaseErrors.UnitUnknown.For("aboutUnit"));
        return null;
    }

    private static string Reason(string? typed, List<Error> errors)
    {
        var reason = WrittenText.Of(typed);
        if (reason is null)
        {
            errors.Add(CaseErrors.ReasonMissing);
        }
        else if (reason.Length > LongestReason)
        {
            errors.Add(CaseErrors.TooLong("reason", LongestReason));
        }

        return reason ?? "";
    }

    /// <summary>Only people who read cases at all; the names of their accounts as they are stored.</summary>
    private List<string> Readers(IReadOnlyList<string> typed, List<Error> errors)
    {
        var readers = new SortedSet<string>(StringComparer.Ordinal) { current.Actor.Account };
        foreach (var name in typed.Where(n => !string.IsNullOrWhiteSpace(n)))
        {
            if (accounts.Find(name) is { } known && (known.Rights.Contains(Rights.CasesRead) || known.Rights.Contains(Rights.CasesReadArea)))
            {
                readers.Add(known.Account);
            }
            else
            {
                errors.Add(SecrecyErrors.ReaderUnknown(name.Trim()));
            }
        }

        if (readers.Count is < 2 or > SecrecyErrors.MostReaders)
        {
            errors.Add(readers.Count < 2 ? SecrecyErrors.TooFewReaders : SecrecyErrors.TooManyReaders);
        }

        return [.. readers];
    }

    private SecrecyView View(Case on, IReadOnlyList<string> readers) =>
        new(on.Number, on.Version, CaseCodes.Of(on.Secrecy), on.SecrecyReason, [.. readers.Select(a => new Named(a, accounts.NameOf(a)))], presenter.Unit(on.AboutUnitId));
}
