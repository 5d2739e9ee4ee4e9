using System.Globalization;
using System.Text;
using Fengqiao.Host.Cli;
using Fengqiao.Host.Texts;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Languages.FromEnvironment(Environment.GetEnvironmentVariable);
return await CommandLine.RunAsync(args);
