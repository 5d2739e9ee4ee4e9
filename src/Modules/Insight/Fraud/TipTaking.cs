using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Reader;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Insight.Fraud;

/// <summary>What a citizen sends on, as it was typed.</summary>
internal sealed record TipForm(string? Message, string? Phone, string? Town, string? Paid, bool Agrees);

/// <summary>
/// Makes a tip of a message, if its sender agrees: a case of its own, that goes to the police and the grid like any other, and beside it what
/// it looked like. Without consent nothing is written anywhere.
/// </summary>
internal sealed class TipTaking(
    IMatterIntake intake, ICategoryDirectory categories, IRegionDirectory regions, ReaderKeeper reader, FraudReader fraud, FengqiaoDb db, CommitLane lane, RequestKey key, CountyClock clock, IStringLocalizer<FraudTexts> texts)
{
    /// <summary>Day on which the wording of the notice came into force; kept with the case. A test refuses other words under the same version.</summary>
    public const string Notice = "fraud-tip-2026-11-23";

    public const long MostYuan = 10_000_000_000;
    private const string Source = "fraud-tip";

    public async Task<Result<TakenMatter>> TakeAsync(TipForm form, CancellationToken ct)
    {
        if (!form.Agrees)
        {
            return InsightErrors.ConsentMissing;
        }

        if (string.IsNullOrWhiteSpace(form.Message))
        {
            return InsightErrors.MessageMissing;
        }

        var paid = Yuan(form.Paid, "paid");
        if (paid.Failed(out var error))
        {
            return error;
        }

        var finding = fraud.Of(form.Message);
        var taken = await intake.TakeInAsync(DraftOf(form, finding, paid.Value), ct);
        if (taken.Failed(out error))
        {
            return error;
        }

        return await KeepAsync(taken.Value, finding, paid.Value, ct);
    }

    /// <summary>Whole yuan; null where the field was left empty.</summary>
    public static Result<long?> Yuan(string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? (long?)null
        : long.TryParse(typed.Trim().Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var yuan) && yuan <= MostYuan ? yuan
        : InsightErrors.Yuan(field);

    private async Task<Result<TakenMatter>> KeepAsync(TakenMatter taken, FraudFinding finding, long? paid, CancellationToken ct)
    {
        if (await db.Set<FraudTip>().AnyAsync(t => t.CaseId == taken.Id, ct))
        {
            return taken;
        }

        var tip = new FraudTip
        {
            Id = clock.NewId(),
            CaseId = taken.Id,
            Number = taken.Number,
            Verdict = finding.Verdict,
            Kind = finding.Kind,
            PaidYuan = paid,
            GivenUtc = clock.UtcNow,
        };
        var saved = await lane.WriteAsync(new Commit().Insert(tip).Audit("fraud-tip.take", "case", taken.Number, new { tip.Verdict, tip.Kind }), CommitOrigin.System("fraud-check"), ct);
        return saved.Failed(out var error) && error != CommitErrors.Duplicate ? error : taken;
    }

    private MatterDraft DraftOf(TipForm form, FraudFinding finding, long? paid)
    {
        var kind = finding.Kind is { } known ? texts[$"Kind.{known}"].Value : texts["Tip.Unknown"].Value;
        List<string> lines = [texts["Tip.Case.Message"], form.Message!.Trim(), "", texts["Tip.Case.Resembles", kind]];
        if (finding.Words.Count > 0)
        {
            lines.Add(texts["Tip.Case.Words", string.Join(texts["And"], finding.Words)]);
        }

        if (paid is { } yuan)
        {
            lines.Add(texts["Tip.Case.Paid", yuan.ToString("N0", CultureInfo.InvariantCulture)]);
        }

        return new MatterDraft(Source, NameOfRequest(), texts["Tip.Case.Title", kind], string.Join('\n', lines))
        {
            FromCitizen = true,
            Category = Category(),
            Place = RegionCode.TryParse(form.Town ?? "", out var town) && regions.Find(town) is not null ? town : null,
            ReporterPhone = string.IsNullOrWhiteSpace(form.Phone) ? null : form.Phone,
            PrivacyNotice = Notice,
        };
    }

    /// <summary>
    /// Names the tip by all that was sent, so that a form sent twice is one tip. By its key alone whoever learnt it could send it again and be told
    /// another's tracking code; and the name is shown with the case.
    /// </summary>
    private string NameOfRequest() => key.Key is { } chosen
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{chosen}\n{key.RequestHash}")))
        : clock.NewId().ToString("N");

    /// <summary>The category the county chose for tips; else the closest one that has the word in its name; else whoever dispatches chooses.</summary>
    private string? Category() => reader.Settings.FraudCategory is { } chosen && categories.Find(chosen) is { IsActive: true }
        ? chosen
        : categories.All.Where(c => c.IsActive && (c.Name.Contains("诈骗", StringComparison.Ordinal) || c.Name.Contains("fraud", StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(c => c.Code.Length).ThenBy(c => c.Code, StringComparer.Ordinal).FirstOrDefault()?.Code;
}
