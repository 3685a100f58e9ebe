using System.ComponentModel.DataAnnotations;

namespace CallSummary.Summarization.Llama;

/// <summary>Settings of the in-process model: <c>CallSummary:Summarization:Llama</c>.</summary>
public sealed class LlamaOptions
{
    /// <summary>
    /// A GGUF file; a relative path starts at the program's folder. The default is the bundled demonstration model, which verifies
    /// the installation and is not for real calls.
    /// </summary>
    [Required(ErrorMessage = "CallSummary:Summarization:Llama:ModelPath must name a GGUF file.")]
    public string ModelPath { get; set; } = "models/summary-demo-q8_0.gguf";

    /// <summary>Tokens of transcript and answer together, 512 to 262,144; never more than the model was trained for. Memory grows with it, times the concurrency.</summary>
    [Range(512, 262_144, ErrorMessage = "CallSummary:Summarization:Llama:ContextTokens must be between 512 and 262144.")]
    public int ContextTokens { get; set; } = 8192;

    /// <summary>
    /// Tokens of live calls kept in memory besides, 0 to 1,048,576, so that a call's end finds its beginning read. The least used call goes first
    /// and is read again at its end. 0 reads every call after its end.
    /// </summary>
    [Range(0, 1_048_576, ErrorMessage = "CallSummary:Summarization:Llama:WarmTokens must be between 0 and 1048576.")]
    public int WarmTokens { get; set; } = 8192;

    /// <summary>Live calls kept so at once, 0 to 192; a call of two subscribers counts twice.</summary>
    [Range(0, 192, ErrorMessage = "CallSummary:Summarization:Llama:WarmContexts must be between 0 and 192.")]
    public int WarmContexts { get; set; } = 32;

    /// <summary>Longest answer in tokens, 128 to 8,192.</summary>
    [Range(128, 8192, ErrorMessage = "CallSummary:Summarization:Llama:MaxAnswerTokens must be between 128 and 8192.")]
    public int MaxAnswerTokens { get; set; } = 1024;

    /// <summary>Threads that compute, 1 to 256; 0 takes half of the processors, at least one.</summary>
    [Range(0, 256, ErrorMessage = "CallSummary:Summarization:Llama:Threads must be between 0 and 256.")]
    public int Threads { get; set; }

    /// <summary>Layers to put on a GPU, 0 to 1,000. Needs a LLamaSharp GPU backend package in place of the CPU one.</summary>
    [Range(0, 1000, ErrorMessage = "CallSummary:Summarization:Llama:GpuLayers must be between 0 and 1000.")]
    public int GpuLayers { get; set; }

    /// <summary>Answers that may wait for a place in the batch, 1 to 10,000; beyond that the summary is extractive.</summary>
    [Range(1, 10_000, ErrorMessage = "CallSummary:Summarization:Llama:QueueLimit must be between 1 and 10000.")]
    public int QueueLimit { get; set; } = 256;
}
