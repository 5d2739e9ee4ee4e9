using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Texts;
using Fengqiao.Platform.Http;

namespace Fengqiao.Host.Commands;

/// <summary>Sets the password of an account, e.g. of the first administrators.</summary>
internal sealed class AccountPasswordCommand(IPasswordSetter passwords, ErrorTexts texts) : ICommand
{
    public const string Name = "account password";
    public const string Account = "account";
    public const string Password = "password";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        var set = await passwords.SetAsync(request[Account], request[Password], ct);
        if (set.Failed(out var error))
        {
            foreach (var one in error.All)
            {
                sink.Fail(texts.Of(one));
            }

            return ExitCodes.Failed;
        }

        sink.Say(HostText.Get("Password.Set", request[Account]));
        return ExitCodes.Ok;
    }
}
