using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.Storage.Access;

/// <summary>The command <c>signin TENANT SUBSCRIBER-NUMBER</c> or <c>signin TENANT NAME ROLE[,ROLE…]</c>: a one-time link for a person.</summary>
public static class SignInCommand
{
    private const string Usage = """
        Usage: signin TENANT SUBSCRIBER-NUMBER      a subscriber, for example: signin acme +821012345678
               signin TENANT NAME ROLE[,ROLE...]    somebody of the console; roles: support, audio, operations, administration
        """;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args is ["signin", ..];

    /// <summary>Runs it against the database that the configuration names; the link's path is written to <paramref name="output"/> once.</summary>
    /// <returns>The process's exit code: 0, or 2 for a wrong command line, or 1 when the database cannot be used.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, IConfiguration configuration, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        if (args is not ["signin", var tenant, var who, ..] || args.Count > 4)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        var roles = args.Count > 3 ? args[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
        if (roles.Except(ConsoleRoles.All).Any() || (args.Count > 3 && roles.Length == 0))
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        try
        {
            var token = await services.GetRequiredService<SignInLinks>().CreateAsync(tenant, roles.Length == 0 ? who : null, who, roles, Lifetime, cancellationToken);
            var url = configuration["CallSummary:Portal:SignIn:PublicUrl"] ?? configuration["Urls"]?.Split(';')[0].Replace("*", "localhost", StringComparison.Ordinal);
            await output.WriteLineAsync($"{url?.TrimEnd('/')}/signin/{token}");
            return 0;
        }
        catch (Exception exception) when (exception is DbException or { InnerException: DbException })
        {
            await errors.WriteLineAsync(
                $"The link was not made: {exception.GetBaseException().Message} Start the service once, which makes the database, and check {StorageOptions.Section}.");
            return 1;
        }
    }
}
