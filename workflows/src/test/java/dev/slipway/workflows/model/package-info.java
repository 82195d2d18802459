/** Downloads of models: policy, texts, and the workflow with time skipping. */
@NullMarked
package dev.slipway.workflows.model;

import org.jspecify.annotations.NullMarked;
