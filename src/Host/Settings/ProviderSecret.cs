using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;

namespace Fengqiao.Host.Settings;

/// <summary>
/// Where the secret comes from by which the provider of the county's sign-on knows this platform: the environment, a file, or a command.
/// None at all makes a public client, which PKCE alone protects.
/// </summary>
/// <param name="environment">Reads a variable.</param>
internal sealed class ProviderSecret(Func<string, string?> environment)
{
    public const string Variable = "FENGQIAO_SIGN_ON_SECRET";

    /// <summary>Path of a file that only its owner may read.</summary>
    public const string FileVariable = "FENGQIAO_SIGN_ON_SECRET_FILE";

    /// <summary>A program that prints the secret in its first line and ends with 0.</summary>
    public const string CommandVariable = "FENGQIAO_SIGN_ON_SECRET_COMMAND";

    public static ProviderSecret FromEnvironment { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The provider with its secret; null where the settings name none.</summary>
    public Result<SignOnProvider?> Complete(ProviderSettings? settings) =>
        settings is null ? (SignOnProvider?)null : Read().Map(secret => (SignOnProvider?)settings.ToProvider(secret));

    private Result<string?> Read()
    {
        if (Set(Variable) is { } given)
        {
            return given;
        }

        if (Set(FileVariable) is { } path)
        {
            return FromFile(path);
        }

        return Set(CommandVariable) is { } command
            ? SecretSource.Ask(command, new Error("host.sign-on-secret-command", ErrorKind.Unavailable, null, CommandVariable)).Map(lines => NoneIfEmpty(lines[0]))
            : (string?)null;
    }

    private static Result<string?> FromFile(string path)
    {
        try
        {
            return SecretSource.IsExposed(path)
                ? new Error("host.sign-on-secret-exposed", ErrorKind.Unavailable, null, path)
                : NoneIfEmpty(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Error("host.sign-on-secret-unreadable", ErrorKind.Unavailable, null, path);
        }
    }

    private static string? NoneIfEmpty(string text) => text.Trim() is { Length: > 0 } secret ? secret : null;

    private string? Set(string variable) => environment(variable) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
