using Fengqiao.Contracts.Organization;
using Fengqiao.Host.Texts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;

namespace Fengqiao.Host.Commands;

/// <summary>Ends a bearer token by the identifier that <c>token list</c> shows; the token's own text need not be known.</summary>
internal sealed class TokenRevokeCommand(ITokenRevoker tokens, ErrorTexts texts) : ICommand
{
    public const string Name = "token revoke";
    public const string Id = "id";

    public async Task<int> RunAsync(CommandRequest request, ICommandSink sink, CancellationToken ct)
    {
        if (!Guid.TryParse(request[Id], out var id))
        {
            sink.Fail(HostText.Of(new Error("host.token-id", ErrorKind.Invalid)));
            return ExitCodes.Usage;
        }

        var revoked = await tokens.RevokeAsync(id, ct);
        if (revoked.Failed(out var error))
        {
            sink.Fail(texts.Of(error));
            return ExitCodes.Failed;
        }

        sink.Answer(HostText.Get("Token.Revoked"));
        return ExitCodes.Ok;
    }
}
