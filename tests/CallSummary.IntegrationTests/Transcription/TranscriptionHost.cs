using CallSummary.Contracts;
using CallSummary.Transcription;
using CallSummary.Transcription.Utterances;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>A host of the stage alone, without a bus.</summary>
internal sealed class TranscriptionHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TranscriptionHost(IHost host) => _host = host;

    public static async Task<TranscriptionHost> StartAsync(ILoggerProvider? log = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s =>
            KeyValuePair.Create($"{TranscriptionOptions.Section}:{s.Key}", (string?)s.Value)));
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Services.AddTranscription(builder.Configuration);
        var host = builder.Build();
        try
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            return new TranscriptionHost(host);
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    public IServiceProvider Services => _host.Services;

    /// <summary>The stage's way from an utterance to its text.</summary>
    public UtteranceTranscription Transcription => Services.GetRequiredService<UtteranceTranscription>();

    public async Task<UtteranceTranscribed> TranscribeAsync(UtteranceCaptured utterance, CancellationToken? cancellationToken = null)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UtteranceTranscription>()
            .TranscribeAsync(utterance, cancellationToken ?? TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
