using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Texts;
using Fengqiao.Platform.Http;

namespace Fengqiao.Host.Commands;

/// <summary>Removes the second factor of an account, for an administrator who lost telephone and recovery codes.</summary>
internal sealed class AccountFactorCommand(ISecondFactorRemover remover, ErrorTexts texts) : ICommand
{
    public const string Name = "account remove-second-factor";
    public const string Account = "account";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var removed = await remover.RemoveAsync(request[Account], ct);
        if (removed.Failed(out var error))
        {
            sink.Fail(texts.Of(error));
            return ExitCodes.Failed;
        }

        sink.Say(HostText.Get("Factor.Removed", request[Account]));
        return ExitCodes.Ok;
    }
}
