using CallSummary.Contracts;
using CallSummary.Summarization.Summaries;

namespace CallSummary.Summarization.Reruns;

/// <summary>Finds the models that a command asks for.</summary>
internal sealed class RerunModels(SummaryEngineSource engines)
{
    /// <returns>The models to ask, in order, none for an extractive summary; null when this worker has no such model.</returns>
    public IReadOnlyList<SummaryModel>? Of(ResummarizeCall command) => command switch
    {
        { Engine: SummaryBackend.Extractive } => command.Model is null ? [] : null,
        { Engine: null, Model: null } => engines.Models,
        { Engine: null } => Named(engines.Models, command.Model),
        { Engine: SummaryBackend.Llama } => Named(engines.Models.Where(m => m.InProcess is not null), command.Model),
        { Engine: SummaryBackend.OpenAICompatible } => OfServer(command.Model),
        _ => null,
    };

    private static List<SummaryModel>? Named(IEnumerable<SummaryModel> models, string? name) =>
        models.Where(m => name is null || m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() is { Count: > 0 } found ? found : null;

    // A server may have more models than the one that is configured; whether it has this one, it says itself.
    private List<SummaryModel>? OfServer(string? name)
    {
        var configured = engines.Models.Where(m => m.InProcess is null).ToList();
        return Named(configured, name) ?? (name is not null && configured.Select(m => m.Server).FirstOrDefault(s => s is not null) is { } server ? [server.Model(name)] : null);
    }
}
