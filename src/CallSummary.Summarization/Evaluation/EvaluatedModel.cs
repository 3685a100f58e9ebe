using System.Diagnostics;
using CallSummary.Summarization.Summaries;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallSummary.Summarization.Evaluation;

/// <summary>One engine as the service would run it: same prompts, same check, same fallback.</summary>
internal sealed class EvaluatedModel : IAsyncDisposable
{
    public const string Configured = "configured";
    public const string Extractive = "extractive";

    private readonly ServiceProvider _services;

    private EvaluatedModel(ServiceProvider services, string name)
    {
        _services = services;
        Name = name;
    }

    public string Name { get; }

    /// <param name="specification"><c>configured</c>, <c>extractive</c>, a GGUF file, or a server's address and model: <c>http://localhost:8000/v1#name</c>.</param>
    /// <param name="configuration">The service's settings; what the specification does not say is taken from there.</param>
    /// <exception cref="EvaluationInputException">The specification or the model cannot be used.</exception>
    public static EvaluatedModel Create(string specification, IConfiguration configuration)
    {
        var settings = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(Settings(specification)).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddSummarization(settings);
        var provider = services.BuildServiceProvider();
        try
        {
            var engine = provider.GetRequiredService<SummaryEngineSource>().Model?.Name;
            return new EvaluatedModel(provider, engine ?? Extractive);
        }
        catch (Exception exception)
        {
            provider.Dispose();
            throw new EvaluationInputException($"The model {specification} cannot be used: {exception.Message}", exception);
        }
    }

    public async Task<DialogueScore> SummarizeAsync(EvaluationDialogue dialogue, CancellationToken cancellationToken)
    {
        var writer = _services.GetRequiredService<SummaryWriter>();
        var start = Stopwatch.GetTimestamp();
        var written = await writer.WriteAsync(Guid.Empty, dialogue.Transcript, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return DialogueScore.Of(dialogue, written, SummaryDocuments.Resolve(written.Content, dialogue.StartedAt, Zone(dialogue.StartedAt)), elapsed);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static TimeZoneInfo Zone(DateTimeOffset at) => TimeZoneInfo.CreateCustomTimeZone($"UTC{at:zzz}", at.Offset, null, null);

    private static Dictionary<string, string?> Settings(string specification)
    {
        if (specification == Configured)
        {
            return [];
        }

        if (specification == Extractive)
        {
            return new() { [$"{SummarizationOptions.Section}:Engine"] = nameof(EngineKind.None) };
        }

        if (Uri.TryCreate(specification, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri.Fragment.Length > 1
                ? new()
                {
                    [$"{SummarizationOptions.Section}:Engine"] = nameof(EngineKind.OpenAICompatible),
                    [$"{SummarizationOptions.Section}:OpenAICompatible:BaseUrl"] = uri.GetLeftPart(UriPartial.Path),
                    [$"{SummarizationOptions.Section}:OpenAICompatible:Model"] = Uri.UnescapeDataString(uri.Fragment[1..]),
                }
                : throw new EvaluationInputException($"{specification} names no model. Put it behind a number sign: {specification}#model.");
        }

        return File.Exists(specification)
            ? new() { [$"{SummarizationOptions.Section}:Engine"] = nameof(EngineKind.Llama), [$"{SummarizationOptions.Section}:Llama:ModelPath"] = Path.GetFullPath(specification) }
            : throw new EvaluationInputException($"{specification} is no model: give configured, extractive, a GGUF file, or http://address/v1#model.");
    }
}
