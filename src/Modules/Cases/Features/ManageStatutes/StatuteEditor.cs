using System.Text.RegularExpressions;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageStatutes;

/// <summary>The new version of a limit as it was typed.</summary>
internal sealed record StatuteInput(
    string? Amount, string? Unit, bool Rolls, bool Pausable, string? ExtensionAmount, string? ExtensionTimes, string? ExtensionBy, string? Basis, string? From);

/// <summary>A limit that is not in the book yet, as it was typed. The last three say which cases it governs; all empty means none.</summary>
internal sealed record NewStatuteInput(
    string? Code, string? Track, string? Name, string? NameEn, string? StartsWith, StatuteInput Limit, string? Category, string? Channel, string? Urgency);

/// <summary>Adds limits of the law, ends them, and follows one by another from a day on. The old one stays, ended the day before.</summary>
internal sealed partial class StatuteEditor(FengqiaoDb db, CatalogueWriter writer, CatalogueSource catalogue, CountyClock clock)
{
    private const int LongestBasis = 200;
    private const int LongestName = 60;

    public Task<Result<Done>> FollowAsync(string code, int expected, StatuteInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<StatuteLimit>().ToListAsync(ct);
        return all.Find(l => l.Code == code) switch
        {
            null => RuleErrors.Unknown,
            { ValidTo: not null } => RuleErrors.Superseded,
            var old => Follow(old, expected, input, all),
        };
    }, ct);

    public Task<Result<Done>> AddAsync(NewStatuteInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var all = await db.Set<StatuteLimit>().ToListAsync(ct);
        var checks = new InputChecks();
        var code = checks.Required("code", input.Code, 40);
        if (!CodeForm().IsMatch(code))
        {
            checks.Refuse("code", RuleErrors.CodeMalformed);
        }
        else if (all.Exists(l => l.Code == code))
        {
            checks.Refuse("code", RuleErrors.CodeTaken);
        }

        var track = Choice<StatuteTrack>(checks, "track", input.Track, required: true);
        var start = Choice<StatuteStart>(checks, "startsWith", input.StartsWith, required: true);
        var (name, nameEn) = (checks.Required("name", input.Name, LongestName), checks.Required("nameEn", input.NameEn, LongestName));
        var limit = RuleInput.Limit(checks, input.Limit.Amount, input.Limit.Unit);
        var more = ExtensionInput.Read(checks, input.Limit.ExtensionAmount, input.Limit.ExtensionTimes, input.Limit.ExtensionBy, ExtensionApprover.HeadOfUnit);
        var basis = Basis(checks, input.Limit.Basis);
        var from = Succession.Begin(checks, input.Limit.From, clock.Today, DateOnly.MinValue);
        var category = string.IsNullOrEmpty(input.Category) ? null : RuleInput.Category(checks, catalogue.Current, input.Category);
        var (channel, urgency) = (Choice<Channel>(checks, "channel", input.Channel), Choice<Urgency>(checks, "urgency", input.Urgency));
        var governs = category is not null || channel is not null || urgency is not null;
        if (governs && start is not (null or StatuteStart.Receipt or StatuteStart.Acceptance or StatuteStart.Dispatch))
        {
            // What starts with an event that no case has would never run.
            checks.Refuse("startsWith", RuleErrors.NeverStarts);
        }

        if (governs && all.Exists(l => (l.CategoryPrefix, l.Channel, l.Urgency) == (category, channel, urgency) && (l.ValidTo is not { } to || to >= from)))
        {
            checks.Refuse("category", RuleErrors.SameReach);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        var added = new StatuteLimit
        {
            Code = code,
            Track = track!.Value,
            Name = name,
            NameEn = nameEn,
            StartsWith = start!.Value,
            Amount = limit!.Amount,
            Unit = limit.Unit,
            RollsOverRestDays = input.Limit.Rolls && limit.Unit is (DeadlineUnit.NaturalDay or DeadlineUnit.Month),
            IsPausable = input.Limit.Pausable,
            ExtensionAmount = more?.Amount,
            ExtensionTimes = more?.Times ?? 0,
            ExtensionBy = more?.By,
            Basis = basis,
            Certainty = StatuteCertainty.Local,
            CategoryPrefix = category,
            Channel = channel,
            Urgency = urgency,
            ValidFrom = from,
        };
        return new Commit().Insert(added).Audit("statute-limit.added", "limit", added.Code, Facts(added));
    }, ct);

    public Task<Result<Done>> EndAsync(string code, int expected, string? last, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var old = await db.Set<StatuteLimit>().FirstOrDefaultAsync(l => l.Code == code, ct);
        if (old is null or { ValidTo: not null })
        {
            return old is null ? RuleErrors.Unknown : RuleErrors.Superseded;
        }

        var checks = new InputChecks();
        var day = RuleInput.Last(checks, last, clock.Today);
        return checks.Error is { } error
            ? error
            : new Commit().Update(old with { ValidTo = day, Version = expected + 1 }, expected).Audit("statute-limit.ended", "limit", code, new { last = day });
    }, ct);

    private Result<Commit> Follow(StatuteLimit old, int expected, StatuteInput input, List<StatuteLimit> all)
    {
        var checks = new InputChecks();
        var limit = RuleInput.Limit(checks, input.Amount, input.Unit);
        var more = ExtensionInput.Read(checks, input.ExtensionAmount, input.ExtensionTimes, input.ExtensionBy, old.ExtensionBy ?? ExtensionApprover.HeadOfUnit);
        var basis = Basis(checks, input.Basis);
        var from = Succession.Begin(checks, input.From, clock.Today, old.ValidFrom);
        if (checks.Error is { } error)
        {
            return error;
        }

        var next = old with
        {
            Code = Succession.NextCode(old.Code, all.Select(l => l.Code)),
            Amount = limit!.Amount,
            Unit = limit.Unit,
            RollsOverRestDays = input.Rolls && limit.Unit is (DeadlineUnit.NaturalDay or DeadlineUnit.Month),
            IsPausable = input.Pausable,
            ExtensionAmount = more?.Amount,
            ExtensionTimes = more?.Times ?? 0,
            ExtensionBy = more?.By,
            Basis = basis,
            Certainty = StatuteCertainty.Local,
            ValidFrom = from,
            Version = 1,
        };
        return new Commit().Update(old with { ValidTo = from.AddDays(-1), Version = expected + 1 }, expected).Insert(next)
            .Audit("statute-limit.followed", "limit", old.Code, new { by = next.Code, before = Facts(old), after = Facts(next) });
    }

    private static string Basis(InputChecks checks, string? typed)
    {
        var basis = checks.Text("basis", typed, LongestBasis);
        if (basis is null)
        {
            checks.Refuse("basis", RuleErrors.BasisMissing);
        }

        return basis ?? "";
    }

    private static T? Choice<T>(InputChecks checks, string field, string? code, bool required = false)
        where T : struct, Enum
    {
        if (CaseCodes.TryParse<T>(code, out var value))
        {
            return value;
        }

        if (!string.IsNullOrEmpty(code))
        {
            checks.Refuse(field, CaseErrors.UnknownCode(field, code));
        }
        else if (required)
        {
            checks.Refuse(field, Platform.Imports.ImportErrors.Required);
        }

        return null;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeForm();

    private static object Facts(StatuteLimit l) =>
        new { l.Amount, Unit = l.Unit.ToString(), l.RollsOverRestDays, l.IsPausable, l.ExtensionAmount, l.ExtensionTimes, l.Basis, l.ValidFrom };
}
