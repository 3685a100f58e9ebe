using System.Data.Common;
using CallSummary.Storage;
using CallSummary.Storage.Access;
using Microsoft.Extensions.Options;

namespace CallSummary.PortalHost;

/// <summary><c>create-key TENANT [NUMBER]</c>: makes the first key, for the API makes keys only for who has one. The portal has run before.</summary>
internal static class CreateKeyCommand
{
    public const string Name = "create-key";

    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(WebApplicationBuilder builder, string[] arguments)
    {
        if (arguments is not ([_] or [_, _]))
        {
            await Console.Error.WriteLineAsync($"Usage: {Name} TENANT [NUMBER]   a key of the whole tenant, or of one subscriber (E.164, +821012345678)");
            return 64;
        }

        builder.Services.AddStorage(builder.Configuration);
        await using var services = builder.Services.BuildServiceProvider();
        try
        {
            var (_, key) = await services.GetRequiredService<ApiKeys>()
                .CreateAsync(arguments[0], arguments.ElementAtOrDefault(1), $"made by {Name}", CancellationToken.None);
            Console.WriteLine(key);
            return 0;
        }
        catch (Exception exception) when (exception is DbException or OptionsValidationException || exception.InnerException is DbException)
        {
            await Console.Error.WriteLineAsync($"No key was made: {(exception.InnerException ?? exception).Message} Check CallSummary:Storage, and start the portal once before: it makes the tables.");
            return 1;
        }
    }
}
