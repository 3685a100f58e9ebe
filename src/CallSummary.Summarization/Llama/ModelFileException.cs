namespace CallSummary.Summarization.Llama;

/// <summary>The model cannot be used. The message names the setting and what to do.</summary>
internal sealed class ModelFileException(string path, string problem, string fix) : Exception(
    $"The summary model {path} {problem} {fix} (setting CallSummary:Summarization:Llama:ModelPath)");
