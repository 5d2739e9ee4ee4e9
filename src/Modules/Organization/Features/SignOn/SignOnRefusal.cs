using System.Text.Json;
using System.Text.RegularExpressions;
using Fengqiao.Organization.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace Fengqiao.Organization.Features.SignOn;

/// <summary>Why somebody who came from the county's sign-on is not let in: what the page says and the audit trail records.</summary>
internal enum SignOnRefusal
{
    /// <summary>The provider does not answer.</summary>
    Unreachable,

    /// <summary>The person, or the provider, said no.</summary>
    Declined,

    /// <summary>The answer belongs to no sign-on of this browser, or was used already.</summary>
    Over,

    /// <summary>The answer is not what this platform may believe.</summary>
    Invalid,

    /// <summary>No account is bound to the subject.</summary>
    Unknown,

    Disabled,

    /// <summary>The groups would make one person two of the three administrators.</summary>
    Duties,

    /// <summary>Too many answers from this address were refused.</summary>
    TooMany,
}

/// <summary>How a refusal is named in addresses, in the audit trail and in the texts.</summary>
internal static class SignOnRefusals
{
    public static string WordOf(SignOnRefusal reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());

    public static string AddressOf(SignOnRefusal reason) => SignOnPaths.Refused + "?why=" + WordOf(reason);
}

/// <summary>Tells from what the framework threw why an answer was refused.</summary>
internal static partial class SignOnFailures
{
    /// <param name="hasState">The answer came with a state that this platform had sealed.</param>
    public static SignOnRefusal Of(Exception? failure, bool hasState) => failure switch
    {
        _ when IsUnreachable(failure) => SignOnRefusal.Unreachable,
        SecurityTokenException => SignOnRefusal.Invalid,
        _ when !hasState || failure is AuthenticationFailureException { Message: "Correlation failed." } => SignOnRefusal.Over,
        _ => SignOnRefusal.Invalid,
    };

    /// <summary>Whether the provider could not be asked. The framework wraps what the network said in an exception of its own.</summary>
    public static bool IsUnreachable(Exception? failure) => failure switch
    {
        null => false,
        HttpRequestException or IOException or TaskCanceledException => true,
        SecurityTokenException => false,
        _ => IsUnreachable(failure.InnerException),
    };

    /// <summary>
    /// What the operator may look up: the code of the library's own explanation, else the kind of failure. Its text may quote what the provider sent.
    /// </summary>
    public static string CodeOf(Exception? failure) =>
        failure is null ? "none" : LibraryCode().Match(failure.Message) is { Success: true } code ? code.Value : failure.GetType().Name;

    [GeneratedRegex("IDX[0-9]{5}", RegexOptions.None, 1000)]
    private static partial Regex LibraryCode();
}
