using Fengqiao.Host.Backup;

namespace Fengqiao.Host.Commands;

/// <summary>The commands that need the store, under the names the command line calls them by.</summary>
internal static class CommandServices
{
    public static void AddCommands(this IServiceCollection services)
    {
        services.AddKeyedScoped<ICommand, MigrateCommand>(MigrateCommand.Name);
        services.AddKeyedScoped<ICommand, ImportCommand>(ImportCommand.Name);
        services.AddKeyedScoped<ICommand, TokenCreateCommand>(TokenCreateCommand.Name);
        services.AddKeyedScoped<ICommand, TokenListCommand>(TokenListCommand.Name);
        services.AddKeyedScoped<ICommand, TokenRevokeCommand>(TokenRevokeCommand.Name);
        services.AddKeyedScoped<ICommand, AccountPasswordCommand>(AccountPasswordCommand.Name);
        services.AddKeyedScoped<ICommand, AccountLinkCommand>(AccountLinkCommand.Name);
        services.AddKeyedScoped<ICommand, BackupCommand>(BackupCommand.Name);
        services.AddKeyedScoped<ICommand, RetentionListCommand>(RetentionListCommand.Name);
        services.AddKeyedScoped<ICommand, RetentionSetCommand>(RetentionSetCommand.Name);
        services.AddKeyedScoped<ICommand, KeyRotateCommand>(KeyRotateCommand.Name);
        services.AddKeyedScoped<ICommand, KeyStatusCommand>(KeyStatusCommand.Name);
        services.AddKeyedScoped<ICommand, InsightTrainCommand>(InsightTrainCommand.Name);
        services.AddKeyedScoped<ICommand, AccountFactorCommand>(AccountFactorCommand.Name);
        services.AddKeyedScoped<ICommand, AuditVerifyCommand>(AuditVerifyCommand.Name);
    }
}
