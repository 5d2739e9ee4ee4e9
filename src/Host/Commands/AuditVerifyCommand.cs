using Fengqiao.Host.Texts;
using Fengqiao.Platform.Audit;

namespace Fengqiao.Host.Commands;

/// <summary>Recomputes every audit chain; fails when an entry is not as it was written, naming the first.</summary>
internal sealed class AuditVerifyCommand(AuditVerifier verifier) : ICommand
{
    public const string Name = "audit verify";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var label = HostText.Get("Audit.Label");
        var verdict = await verifier.VerifyAsync(done => sink.Progress(label, done, null), ct);
        if (verdict.FirstBreak is { } broken)
        {
            sink.Answer(HostText.Get("Audit.Broken", broken.Chain, broken.Sequence, HostText.Get("Audit.Reason." + broken.Reason)));
            return ExitCodes.Failed;
        }

        sink.Answer(HostText.Get("Audit.Intact", verdict.Entries, verdict.Chains));
        return ExitCodes.Ok;
    }
}
