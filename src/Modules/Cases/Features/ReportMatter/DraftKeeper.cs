using Fengqiao.Kernel;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>Keeps what a visitor has told between the steps, in the visitor's browser and nowhere else.</summary>
internal sealed class DraftKeeper(SealedCookie cookies, CountyClock clock)
{
    public ReportDraft New() => new() { Key = clock.NewId().ToString("N") };

    /// <summary>Null when there is none, or it is older than a day.</summary>
    public ReportDraft? Find(HttpContext context) => cookies.Read<ReportDraft>(context, ReportDraft.Cookie);

    public void Keep(HttpContext context, ReportDraft draft) =>
        cookies.Write(context, ReportDraft.Cookie, ReportDraft.Path, draft, ReportDraft.Lifetime);

    /// <summary>Where a visitor belongs who has no draft: at the receipt when it has just been sent, else at the beginning.</summary>
    public string Elsewhere(HttpContext context) =>
        cookies.Read<ReceiptSlip>(context, ReceiptSlip.Cookie) is null ? ReportSteps.Lost : ReportSteps.Received;

    public static void Drop(HttpContext context) => SealedCookie.Drop(context, ReportDraft.Cookie, ReportDraft.Path);
}
