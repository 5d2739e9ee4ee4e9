using System.CommandLine;
using System.Reflection;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Server;
using Fengqiao.Host.Texts;
using SQLitePCL;

namespace Fengqiao.Host.Cli;

/// <summary>What somebody who reports a fault is asked for.</summary>
internal static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", HostText.Get("Cli.Version"));
        command.SetAction(_ =>
        {
            Batteries_V2.Init();
            Console.Out.WriteLine($"fengqiao {Product}");
            Console.Out.WriteLine($"ASP.NET Core {FrameworkCheck.Installed}, .NET {Environment.Version}");
            Console.Out.WriteLine($"SQLite {raw.sqlite3_libversion().utf8_to_string()}");
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string Product =>
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
