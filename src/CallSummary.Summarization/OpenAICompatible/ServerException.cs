namespace CallSummary.Summarization.OpenAICompatible;

/// <summary>A server gave no answer. The message names the server and the fix; it holds nothing that the server wrote and no key.</summary>
internal sealed class ServerException(string message, Exception cause) : Exception(message, cause);
