namespace CallSummary.Summarization;

/// <summary>What writes the summaries.</summary>
public enum EngineKind
{
    /// <summary>A GGUF model in this process (llama.cpp through LLamaSharp).</summary>
    Llama = 0,

    /// <summary>A server with the OpenAI chat interface: vLLM, llama-server, Ollama, an NPU server.</summary>
    OpenAICompatible = 1,

    /// <summary>No model: every summary is extractive and says so.</summary>
    None = 2,
}
