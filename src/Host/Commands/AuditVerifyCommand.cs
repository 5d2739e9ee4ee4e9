using Fengqiao.Host.Texts;
using Fengqiao.Platform.Audit;

namespace Fengqiao.Host.Commands;

/// <summary>Recomputes every audit chain and compares it with its anchors; fails when an entry is not as it was written, naming the first.</summary>
internal sealed class AuditVerifyCommand(AuditVerifier verifier, AnchorExport export) : ICommand
{
    public const string Name = "audit verify";

    /// <summary>File of exported anchors, e.g. from the machine they were sent to; by default the one this server writes.</summary>
    public const string Anchors = "anchors";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var label = HostText.Get("Audit.Label");
        var verdict = await verifier.VerifyAsync(done => sink.Progress(label, done, null), AnchorExport.Read(request.Find(Anchors) ?? export.Options.File), ct);
        if (verdict.FirstBreak is { } broken)
        {
            sink.Answer(HostText.Get("Audit.Broken", broken.Chain, broken.Sequence, HostText.Get("Audit.Reason." + broken.Reason)));
            return ExitCodes.Failed;
        }

        sink.Answer(HostText.Get("Audit.Intact", verdict.Entries, verdict.Chains, verdict.Anchors));
        return ExitCodes.Ok;
    }
}
