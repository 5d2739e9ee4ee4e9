using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Server;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;

namespace Fengqiao.Host.Commands;

/// <summary>
/// Makes an address that works once: for an account, where its person chooses a password; without one, where the administrators of a
/// new county are named. The address is the only thing on standard output.
/// </summary>
internal sealed class AccountLinkCommand(IPasswordLinks links, IFirstRun firstRun, ServerOptions options, ErrorTexts texts) : ICommand
{
    public const string Name = "account link";
    public const string Account = "account";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var account = request.Find(Account);
        var made = account is null
            ? (await firstRun.OpenAsync(ct)).Then<string>(path => path is null ? new Error("host.administrators-known", ErrorKind.Conflict, "--account") : path)
            : await links.CreateAsync(account, ct);
        if (made.Failed(out var error))
        {
            sink.Fail(texts.Of(error));
            return ExitCodes.Failed;
        }

        sink.Answer(options.SiteAddress + made.Value);
        sink.Say(HostText.Get(account is null ? "First.Made" : "Link.Made", account ?? ""));
        return ExitCodes.Ok;
    }
}
