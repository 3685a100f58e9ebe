using System.ComponentModel.DataAnnotations;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Templates;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization;

/// <summary>Settings of the summarization stage: <c>CallSummary:Summarization</c>.</summary>
public sealed class SummarizationOptions
{
    /// <summary>The section that is bound to this class.</summary>
    public const string Section = "CallSummary:Summarization";

    /// <summary>What writes the summaries.</summary>
    public EngineKind Engine { get; set; } = EngineKind.Llama;

    /// <summary>Calls summarised at once, 1 to 64. A Llama engine decodes them in one batch, so more costs memory (one context each) rather than time.</summary>
    [Range(1, 64, ErrorMessage = "CallSummary:Summarization:Concurrency must be between 1 and 64.")]
    public int Concurrency { get; set; } = 4;

    /// <summary>Bus messages about utterances handled at once, 1 to 256. Those of one call wait for each other in the database.</summary>
    [Range(1, 256, ErrorMessage = "CallSummary:Summarization:UtteranceConcurrency must be between 1 and 256.")]
    public int UtteranceConcurrency { get; set; } = 8;

    /// <summary>Longest that the model may take for one answer, 1 second to 30 minutes; after that the summary is extractive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00", ErrorMessage = "CallSummary:Summarization:AnswerTimeout must be between 00:00:01 and 00:30:00.")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Time between two looks for unfinished calls, 1 second to 1 hour. The first look is at start.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = "CallSummary:Summarization:SweepInterval must be between 00:00:01 and 01:00:00.")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A transcribed call without its summaries is announced again after this time; longer than <see cref="AnswerTimeout"/>, at most 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00", ErrorMessage = "CallSummary:Summarization:SummaryRetryInterval must be between 00:00:05 and 1.00:00:00.")]
    public TimeSpan SummaryRetryInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Language (ISO 639-1: <c>ko</c> or <c>en</c>) of a summary whose transcript has none, because nothing was said.</summary>
    [RegularExpression("ko|en", ErrorMessage = "CallSummary:Summarization:DefaultLanguage must be ko or en.")]
    public string DefaultLanguage { get; set; } = "ko";

    /// <summary>
    /// Asked in this order when the one before gives nothing: <c>Llama</c>, <c>OpenAICompatible</c>, or the name of one of <see cref="Servers"/>. Empty goes straight to
    /// the extractive summary.
    /// </summary>
    public IList<string> Fallback { get; } = [];

    /// <summary>Further servers with the OpenAI chat interface by name, for <see cref="Fallback"/>.</summary>
    public IDictionary<string, OpenAICompatibleOptions> Servers { get; } = new Dictionary<string, OpenAICompatibleOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Shapes of summaries by tenant; <c>*</c> is for tenants without their own.</summary>
    public IDictionary<string, SummaryTemplateOptions> Templates { get; } = new Dictionary<string, SummaryTemplateOptions>(StringComparer.Ordinal);

    /// <summary>Settings of the Llama engine.</summary>
    [ValidateObjectMembers]
    public LlamaOptions Llama { get; set; } = new();

    /// <summary>Settings of the OpenAI-compatible engine.</summary>
    [ValidateObjectMembers]
    public OpenAICompatibleOptions OpenAICompatible { get; set; } = new();

    /// <summary>Whom to ask, in order: the engine, then the fallbacks, each once.</summary>
    internal IEnumerable<string> Order => Fallback.Prepend(Engine.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Where(name => !Is(name, EngineKind.None));

    /// <returns>The server of that name and its section below ours; null for the model in this process.</returns>
    internal (string Section, OpenAICompatibleOptions Server)? ServerOf(string name) =>
        Is(name, EngineKind.OpenAICompatible) ? (nameof(OpenAICompatible), OpenAICompatible)
        : Servers.TryGetValue(name, out var server) ? ($"{nameof(Servers)}:{name}", server)
        : null;

    internal static bool Is(string name, EngineKind kind) => name.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase);
}
