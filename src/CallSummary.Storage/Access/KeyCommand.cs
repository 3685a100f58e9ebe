using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.Storage.Access;

/// <summary>
/// The command <c>keys create TENANT [SUBSCRIBER]</c>: how an operator makes the first key of an installation. Further keys of a
/// tenant can be made over the API with it.
/// </summary>
public static class KeyCommand
{
    private const string Usage = "Usage: keys create TENANT [SUBSCRIBER-NUMBER]    (without a number: a key of the whole tenant)";

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args is ["keys", ..];

    /// <summary>Runs it against the database that the configuration names; the key is written to <paramref name="output"/> once.</summary>
    /// <returns>The process's exit code: 0, or 2 for a wrong command line, or 1 when the database cannot be used.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, IConfiguration configuration, TextWriter output, TextWriter errors, CancellationToken cancellationToken = default)
    {
        if (args is not ["keys", "create", var tenant, ..] || args.Count > 4)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        await using var services = new ServiceCollection().AddLogging().AddStorage(configuration).BuildServiceProvider();
        try
        {
            var (_, key) = await services.GetRequiredService<ApiKeys>().CreateAsync(tenant, args.Count > 3 ? args[3] : null, "keys create", cancellationToken);
            await output.WriteLineAsync(key);
            return 0;
        }
        catch (Exception exception) when (exception is DbException or { InnerException: DbException })
        {
            await errors.WriteLineAsync(
                $"The key was not made: {exception.GetBaseException().Message} Start the service once, which makes the database, and check {StorageOptions.Section}.");
            return 1;
        }
    }
}
