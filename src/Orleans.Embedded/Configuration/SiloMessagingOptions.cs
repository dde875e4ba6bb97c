namespace Orleans.Configuration;

/// <summary>Options of calls made in this process.</summary>
public class SiloMessagingOptions : MessagingOptions;
